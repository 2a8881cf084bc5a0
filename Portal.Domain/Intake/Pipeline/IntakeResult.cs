using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Counts and first errors of the import so far.</summary>
public sealed record IntakeResult
{
    /// <summary>The most errors kept in <see cref="Errors"/>; the rejected rows keep all of them.</summary>
    public const int ErrorsKept = 1_000;

    public long Received { get; init; }

    public long Created { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    /// <summary>Rows older than what is stored of their record; they changed nothing.</summary>
    public long Stale { get; init; }

    /// <summary>Stored values that updates took away, because their field was given as blank.</summary>
    public long Cleared { get; init; }

    /// <summary>Rows taken although they contradict themselves; they are among created, updated and unchanged.</summary>
    public long Doubtful { get; init; }

    public long Rejected { get; init; }

    public IReadOnlyList<RowError> Errors { get; init; } = [];

    /// <summary>
    /// Notices about rows that were taken, such as that another unit holds the record; at most <see cref="ErrorsKept"/>.
    /// </summary>
    public IReadOnlyList<RowError> Notices { get; init; } = [];

    /// <summary>The number of errors beyond those kept.</summary>
    public long ErrorsOmitted { get; init; }
}
