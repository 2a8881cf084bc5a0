namespace Portal.Domain.Reports.Drafts;

/// <summary>Identifies a draft: the key of a <see cref="ReportBuild"/>.</summary>
internal sealed record BuildKey(int UnitId, DateOnly From, DateOnly To, string Language)
{
    public static BuildKey Of(ReportBuild build) => new(build.UnitId, build.From, build.To, build.Language);

    public ReportBuild Row(string by, DateTimeOffset at) =>
        new()
        {
            UnitId = UnitId,
            From = From,
            To = To,
            Language = Language,
            RequestedBy = by,
            RequestedAt = at,
        };
}
