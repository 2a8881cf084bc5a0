using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>The result of the import of a file of units, items or days. With any error, nothing was imported.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Created">New versions or days.</param>
/// <param name="Updated">Changed versions or days.</param>
/// <param name="Errors">Every error of the file, in the order of its lines.</param>
public sealed record ReferenceImportResult(int Rows, int Created, int Updated, IReadOnlyList<RowError> Errors)
{
    public int Unchanged => Errors.Count > 0 ? 0 : Rows - Created - Updated;
}
