using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Counts the created, updated, unchanged and rejected rows, and passes the rejected ones to a callback.</summary>
internal sealed class IntakeTally(Func<ParsedRow, CancellationToken, ValueTask>? rejected, IntakeResult? before)
{
    private readonly List<RowError> _errors = [];
    private readonly List<RowError> _notices = [];
    private long _errorCount;

    public IntakeResult Result { get; private set; } = before ?? new();

    /// <summary>Passes the rejected rows of a batch on, once its transaction is over.</summary>
    public async ValueTask ReportAsync(BatchOutcome batch, CancellationToken cancellation)
    {
        if (rejected is null)
            return;
        foreach (var row in batch.Rejected)
            await rejected(row, cancellation);
    }

    /// <param name="rolledBack">The batch was rolled back: its valid rows were not stored.</param>
    public void Add(BatchOutcome batch, bool rolledBack)
    {
        foreach (var row in batch.Rejected)
        {
            _errorCount += row.Errors.Count;
            _errors.AddRange(row.Errors.Take(IntakeResult.ErrorsKept - _errors.Count));
        }
        if (!rolledBack)
            _notices.AddRange(batch.Notices.Take(IntakeResult.ErrorsKept - _notices.Count));
        Result = Result with
        {
            Received = Result.Received + batch.Received,
            Created = Result.Created + (rolledBack ? 0 : batch.Created),
            Updated = Result.Updated + (rolledBack ? 0 : batch.Updated),
            Unchanged = Result.Unchanged + (rolledBack ? 0 : batch.Unchanged),
            Stale = Result.Stale + (rolledBack ? 0 : batch.Stale),
            Cleared = Result.Cleared + (rolledBack ? 0 : batch.Cleared),
            Doubtful = Result.Doubtful + (rolledBack ? 0 : batch.Doubtful),
            Rejected = Result.Rejected + batch.Rejected.Count,
            Errors = [.. _errors],
            ErrorsOmitted = _errorCount - _errors.Count,
            Notices = [.. _notices],
        };
    }
}
