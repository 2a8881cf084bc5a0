using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>The counts and rejected rows of one batch; see <see cref="IntakeResult"/>.</summary>
internal sealed record BatchOutcome(int Received, IReadOnlyList<ParsedRow> Rejected, IReadOnlyList<RowError> Notices)
{
    public int Created { get; init; }

    public int Updated { get; init; }

    public int Unchanged { get; init; }

    public int Stale { get; init; }

    public int Cleared { get; init; }

    public int Doubtful { get; init; }
}
