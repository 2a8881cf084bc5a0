using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>The errors of a file of units, items or days: the first in the order they were found, and the count of all.</summary>
internal sealed class ReferenceErrors
{
    private readonly List<RowError> _listed = [];

    /// <summary>All errors, also those that are not listed.</summary>
    public int Count { get; private set; }

    public void Add(RowError error)
    {
        Count++;
        if (_listed.Count < ReferenceImportResult.ErrorsListed)
            _listed.Add(error);
    }

    /// <summary>The result of an import that these errors refuse.</summary>
    /// <param name="rows">Rows read.</param>
    public ReferenceImportResult Refuse(int rows) =>
        new(rows, 0, 0, [.. _listed.OrderBy(e => e.Line)]) { ErrorsOmitted = Count - _listed.Count };
}
