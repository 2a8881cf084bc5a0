using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A row with the record that it gives.</summary>
/// <param name="Record">Its <c>SourceId</c> is not assigned yet. Without values when there are <paramref name="Missing"/>.</param>
/// <param name="Missing">
/// The reasons why the row gives no new record, because it leaves out fields; null when it does. It may still change a stored record.
/// </param>
internal readonly record struct ResolvedRow(string Source, ServiceRecord Record, ParsedRow Row, IReadOnlyList<RowError>? Missing);
