using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Counts the created, updated, unchanged and rejected rows, and passes the rejected ones to a callback.</summary>
internal sealed class IntakeTally(Func<ParsedRow, CancellationToken, ValueTask>? rejected)
{
    private readonly List<RowError> _errors = [];
    private long _errorCount;

    public IntakeResult Result { get; private set; } = new();

    /// <param name="rolledBack">The batch was rolled back: its valid rows were not stored.</param>
    public async ValueTask AddAsync(BatchOutcome batch, bool rolledBack, CancellationToken cancellation)
    {
        foreach (var row in batch.Rejected)
        {
            _errorCount += row.Errors.Count;
            _errors.AddRange(row.Errors.Take(IntakeResult.ErrorsKept - _errors.Count));
            if (rejected is not null)
                await rejected(row, cancellation);
        }
        Result = Result with
        {
            Received = Result.Received + batch.Received,
            Created = Result.Created + (rolledBack ? 0 : batch.Created),
            Updated = Result.Updated + (rolledBack ? 0 : batch.Updated),
            Unchanged = Result.Unchanged + (rolledBack ? 0 : batch.Unchanged),
            Rejected = Result.Rejected + batch.Rejected.Count,
            Errors = [.. _errors],
            ErrorsOmitted = _errorCount - _errors.Count,
        };
    }
}

/// <summary>The counts and rejected rows of one batch.</summary>
internal sealed record BatchOutcome(int Received, int Created, int Updated, int Unchanged, IReadOnlyList<ParsedRow> Rejected);
