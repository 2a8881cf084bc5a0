using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>
/// The only way to import records: validates, upserts by (source, caseNo), and writes the metric deltas in the same transaction.
/// </summary>
public interface IRecordIntake
{
    /// <summary>Imports rows as they are read, in batches; memory does not grow with their number.</summary>
    /// <param name="rows">Parsed rows; a row with errors is counted and reported, never dropped silently.</param>
    /// <param name="options">The stream, scope and mode.</param>
    /// <param name="rejected">Called for each rejected row, in order; null keeps only the count and the first errors.</param>
    /// <param name="progress">Called after each batch.</param>
    /// <param name="cancellation">Stops between batches: committed batches stay, and sending the same rows again changes nothing.</param>
    Task<IntakeResult> RunAsync(
        IAsyncEnumerable<ParsedRow> rows,
        IntakeOptions options,
        Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
        IProgress<IntakeResult>? progress = null,
        CancellationToken cancellation = default
    );
}

/// <summary>How to import rows.</summary>
public sealed record IntakeOptions(RecordStream Stream)
{
    /// <summary>All or nothing: one transaction, rolled back when any row is rejected.</summary>
    public bool Atomic { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The units the sender may write for.</summary>
    public required UnitScope Scope { get; init; }

    /// <summary>How to create missing units and items; null rejects a row that names an unknown one.</summary>
    public CreateMissing? CreateMissing { get; init; }

    /// <summary>Rows written in one transaction.</summary>
    public int BatchSize { get; init; } = 5_000;
}

/// <summary>A profile's permission to create the unknown units and items that rows name.</summary>
/// <param name="ParentUnitCode">The parent of new units; created as a district when it is missing itself.</param>
/// <param name="UnitKind">The kind of new units that rows name as their own.</param>
public sealed record CreateMissing(string ParentUnitCode, UnitKind UnitKind);

/// <summary>Counts and first errors of the import so far.</summary>
public sealed record IntakeResult
{
    /// <summary>The most errors kept in <see cref="Errors"/>; the rejected rows keep all of them.</summary>
    public const int ErrorsKept = 1_000;

    public long Received { get; init; }

    public long Created { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    public IReadOnlyList<RowError> Errors { get; init; } = [];

    /// <summary>The number of errors beyond those kept.</summary>
    public long ErrorsOmitted { get; init; }
}
