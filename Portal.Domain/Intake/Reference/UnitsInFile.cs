using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Finds the units that the rows of a file name: by code and, where a profile maps columns of names, by name.</summary>
/// <param name="byCode">The stored units and those of the file.</param>
/// <param name="byName">Whether rows may name units by their names.</param>
internal sealed class UnitsInFile(IReadOnlyDictionary<string, Unit> byCode, bool byName)
{
    private readonly Dictionary<string, HashSet<Unit>> _called = new(StringComparer.Ordinal);
    private Dictionary<int, string>? _codes;
    private bool _hasStored;

    /// <summary>Adds a name that a row of the file gives a unit.</summary>
    public void Add(string name, Unit unit)
    {
        if (!byName || name.Length == 0)
            return;
        var clean = Identifiers.Clean(name);
        if (_called.TryGetValue(clean, out var others))
            others.Add(unit);
        else
            _called[clean] = [unit];
    }

    /// <summary>The unit's code; null for an unknown number.</summary>
    public string? CodeOf(int id) => (_codes ??= byCode.Values.ToDictionary(u => u.Id, u => u.Code)).GetValueOrDefault(id);

    /// <summary>The units that a cell can mean; none for a blank one.</summary>
    public IReadOnlyList<Unit> Look(string text)
    {
        if (byCode.TryGetValue(text, out var unit))
            return [unit];
        if (!byName || text.Length == 0)
            return [];
        AddStored();
        return _called.TryGetValue(text, out var units) ? [.. units.OrderBy(u => u.Code, StringComparer.Ordinal)] : [];
    }

    /// <summary>The unit that the row names; an error is added when there is none, or several have the name.</summary>
    public Unit? Find(ReferenceRow row, string column)
    {
        var found = Look(row[column]);
        if (found.Count == 0)
            row.AddError(column, "unit.unknown");
        else if (found.Count > 1)
            row.AddError(column, "unit.ambiguous", Rows.RowErrors.Names([.. found.Select(u => u.Code)]));
        return found.Count == 1 ? found[0] : null;
    }

    private void AddStored()
    {
        if (_hasStored)
            return;
        _hasStored = true;
        foreach (var unit in byCode.Values)
        {
            foreach (var version in unit.Versions)
                Add(version.Name, unit);
        }
    }
}
