namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>The office's own text in a report: the latest row of a unit and period is in force, earlier ones are its history.</summary>
public sealed class ReportRemark
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the first month.</summary>
    public DateOnly From { get; set; }

    /// <summary>The first day of the last month.</summary>
    public DateOnly To { get; set; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; set; }

    /// <summary>One paragraph per line; empty when it was removed again.</summary>
    public required string Text { get; set; }

    public required string WrittenBy { get; set; }

    public DateTimeOffset WrittenAt { get; set; }
}
