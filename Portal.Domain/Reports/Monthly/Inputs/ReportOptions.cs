namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>When the drafts of a month are built and sent: the settings <c>Portal:Reports:…</c>.</summary>
/// <param name="Day">The day of the month after, 1 to 28; 0 for never: then drafts are built on request alone.</param>
/// <param name="At">The time of that day, in the district.</param>
public sealed record ReportOptions(int Day, TimeOnly At)
{
    public static ReportOptions Default { get; } = new(1, new(6, 0));
}
