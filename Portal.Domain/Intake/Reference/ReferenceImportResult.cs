using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>What became of a file of units, items or days: with any error nothing of it was taken.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Created">Versions or days that are new.</param>
/// <param name="Updated">Versions or days that say something else now.</param>
/// <param name="Errors">Everything that is wrong with the file, in the order of its lines.</param>
public sealed record ReferenceImportResult(int Rows, int Created, int Updated, IReadOnlyList<RowError> Errors)
{
    public int Unchanged => Errors.Count > 0 ? 0 : Rows - Created - Updated;
}
