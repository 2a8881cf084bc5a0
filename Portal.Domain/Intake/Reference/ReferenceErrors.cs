using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>The errors of a file of units, items or days: the first in the order they were found, and the count of all.</summary>
internal sealed class ReferenceErrors
{
    private readonly List<RowError> _listed = [];
    private readonly HashSet<long> _lines = [];

    /// <summary>All errors, also those that are not listed.</summary>
    public int Count { get; private set; }

    /// <summary>The first errors, in the order of their lines.</summary>
    public IReadOnlyList<RowError> Listed => [.. _listed.OrderBy(e => e.Line)];

    public void Add(RowError error)
    {
        Count++;
        _lines.Add(error.Line);
        if (_listed.Count < ReferenceImportResult.ErrorsListed)
            _listed.Add(error);
    }

    /// <summary>Whether the row has an error.</summary>
    public bool Has(long line) => _lines.Contains(line);
}
