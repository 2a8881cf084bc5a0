using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Counts what became of rows, and hands the rejected ones on.</summary>
internal sealed class IntakeTally(Func<ParsedRow, CancellationToken, ValueTask>? rejected)
{
    private readonly List<RowError> _errors = [];
    private long _found;

    public IntakeResult Result { get; private set; } = new();

    /// <param name="undone">All or nothing came to nothing: what was found good was not kept.</param>
    public async ValueTask AddAsync(BatchOutcome batch, bool undone, CancellationToken cancellation)
    {
        foreach (var row in batch.Rejected)
        {
            _found += row.Errors.Count;
            _errors.AddRange(row.Errors.Take(IntakeResult.ErrorsKept - _errors.Count));
            if (rejected is not null)
                await rejected(row, cancellation);
        }
        Result = Result with
        {
            Received = Result.Received + batch.Received,
            Created = Result.Created + (undone ? 0 : batch.Created),
            Updated = Result.Updated + (undone ? 0 : batch.Updated),
            Unchanged = Result.Unchanged + (undone ? 0 : batch.Unchanged),
            Rejected = Result.Rejected + batch.Rejected.Count,
            Errors = [.. _errors],
            ErrorsOmitted = _found - _errors.Count,
        };
    }
}

/// <summary>What became of the rows of one batch.</summary>
internal sealed record BatchOutcome(int Received, int Created, int Updated, int Unchanged, IReadOnlyList<ParsedRow> Rejected);
