using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>The result of the import of a file of units, items or days. With any error, nothing was imported.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Created">New versions or days.</param>
/// <param name="Updated">Changed versions or days.</param>
/// <param name="Errors">The first <see cref="ErrorsListed"/> errors of the file, in the order of its lines.</param>
public sealed record ReferenceImportResult(int Rows, int Created, int Updated, IReadOnlyList<RowError> Errors)
{
    /// <summary>The most errors in <see cref="Errors"/>.</summary>
    public const int ErrorsListed = 1_000;

    /// <summary>The number of errors beyond those listed.</summary>
    public int ErrorsOmitted { get; init; }

    public int Unchanged => Errors.Count > 0 ? 0 : Rows - Created - Updated;
}
