using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>The one way in for records: validates, upserts by (source, caseNo), and writes the change of figures in the same transaction.</summary>
public interface IRecordIntake
{
    /// <summary>Takes rows as they are read, in batches; memory does not grow with their number.</summary>
    /// <param name="rows">Already read; a row with errors is counted and reported, never dropped in silence.</param>
    /// <param name="options">What to take them as.</param>
    /// <param name="rejected">Told of each rejected row in order; null to keep only the count and the first errors.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellation">Stops between batches: what was committed stays, and sending the same again is harmless.</param>
    Task<IntakeResult> RunAsync(
        IAsyncEnumerable<ParsedRow> rows,
        IntakeOptions options,
        Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
        IProgress<IntakeResult>? progress = null,
        CancellationToken cancellation = default
    );
}

/// <summary>How rows are to be taken.</summary>
public sealed record IntakeOptions(RecordStream Stream)
{
    /// <summary>All or nothing: one transaction, rolled back when any row is rejected.</summary>
    public bool Atomic { get; init; }

    /// <summary>Do everything but keep nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The units the sender may write for.</summary>
    public required UnitScope Scope { get; init; }

    /// <summary>Where missing units and items are created; null rejects a row that names an unknown one.</summary>
    public CreateMissing? CreateMissing { get; init; }

    /// <summary>Rows taken in one transaction.</summary>
    public int BatchSize { get; init; } = 5_000;
}

/// <summary>A profile's leave to create what a row names and nobody knows.</summary>
/// <param name="ParentUnitCode">The unit below which new units hang; created as a district when missing itself.</param>
/// <param name="UnitKind">The kind of new units of records.</param>
public sealed record CreateMissing(string ParentUnitCode, UnitKind UnitKind);

/// <summary>What became of the rows so far.</summary>
public sealed record IntakeResult
{
    /// <summary>The most errors kept in <see cref="Errors"/>; all of them go to the batch's rejected rows.</summary>
    public const int ErrorsKept = 1_000;

    public long Received { get; init; }

    public long Created { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    public IReadOnlyList<RowError> Errors { get; init; } = [];

    /// <summary>Errors beyond those kept.</summary>
    public long ErrorsOmitted { get; init; }
}
