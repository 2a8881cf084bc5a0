using System.Text.Json.Serialization;
using Portal.Domain.Intake.Rows;

namespace Portal.Records;

/// <summary>The result of the import of a message.</summary>
/// <param name="Received">Records read.</param>
/// <param name="Created">Of them, new records.</param>
/// <param name="Updated">Of them, changed records.</param>
/// <param name="Unchanged">Of them, records sent before without a change.</param>
/// <param name="Stale">Of them, older than what is stored of their record; they changed nothing.</param>
/// <param name="Rejected">Of them, rejected; their reasons are in <paramref name="Errors"/>.</param>
/// <param name="Doubtful">Of those created, updated and unchanged, the records that contradict themselves.</param>
/// <param name="Errors">The first 1,000; <see cref="ErrorsOmitted"/> is the number of the others.</param>
public sealed record IntakeAnswer(
    long Received,
    long Created,
    long Updated,
    long Unchanged,
    long Stale,
    long Rejected,
    long Doubtful,
    IReadOnlyList<RowError> Errors
)
{
    /// <summary>Stored values that updates took away: their field was given as null or blank.</summary>
    public long Cleared { get; init; }

    /// <summary>
    /// Notices about records that were taken, such as that another unit holds one; absent when there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RowError>? Notices { get; init; }

    /// <summary>The number of errors not listed; absent when all are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ErrorsOmitted { get; init; }

    /// <summary>The place and reason where reading stopped before the end; null when the whole message was read.</summary>
    [JsonIgnore]
    public RowError? Broken { get; init; }
}
