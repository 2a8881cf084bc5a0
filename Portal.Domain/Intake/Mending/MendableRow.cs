using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Mending;

/// <summary>A rejected row that can be corrected.</summary>
/// <param name="Id">Identifies the row within the import.</param>
/// <param name="Line">Its line in the file, or its position in the array; 1-based.</param>
/// <param name="Cells">Its cells under the file's own columns, one for each.</param>
/// <param name="Errors">Why an import would reject it now, in the reader's language; empty when it would be taken now.</param>
/// <param name="Wrong">The positions of the columns that the errors concern.</param>
public sealed record MendableRow(long Id, long Line, IReadOnlyList<string> Cells, IReadOnlyList<RowError> Errors, IReadOnlySet<int> Wrong);
