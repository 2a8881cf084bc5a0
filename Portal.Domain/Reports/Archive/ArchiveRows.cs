using Portal.Domain.Organisation;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;

namespace Portal.Domain.Reports.Archive;

/// <param name="Signed">The latest signed one; null for none.</param>
/// <param name="Build">The requested draft; null for none.</param>
public sealed record ArchiveRow(int UnitId, string Unit, string UnitName, UnitKind Kind, SignedSummary? Signed, BuildSummary? Build);

/// <param name="Error">Why it failed; null otherwise.</param>
public sealed record BuildSummary(
    BuildState State,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? FinishedAt,
    string? Error
);

public sealed record SignedRow(string Unit, string UnitName, DateOnly From, DateOnly To, SignedSummary Signed);

public sealed record BuildProgress(int Waiting, int Running, int Done, int Failed)
{
    public int Total => Waiting + Running + Done + Failed;

    public bool IsOver => Waiting + Running == 0;
}
