using Portal.Domain.Intake.Rows;

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
