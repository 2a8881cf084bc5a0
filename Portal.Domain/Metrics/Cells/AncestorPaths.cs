using Portal.Domain.Organisation;

namespace Portal.Domain.Metrics.Cells;

/// <summary>
/// Numbers the distinct paths from a unit up to the root, by the structure of a day. Records with the same path count for the same units,
/// so sums can be grouped by the path's number.
/// </summary>
internal sealed class AncestorPaths(UnitTree units)
{
    /// <summary>
    /// The cache by unit and day is cleared at this size: a hundred thousand units with all their days would not fit in memory.
    /// </summary>
    private const int MaxCachedDays = 1 << 18;

    private readonly Dictionary<(int UnitId, int Day), int> _byDay = [];
    private readonly Dictionary<(int UnitId, int ParentPath), int> _numbers = [];
    private readonly List<int[]> _paths = [];

    /// <summary>The number of the unit's path on the day.</summary>
    /// <exception cref="KeyNotFoundException">No unit has that id.</exception>
    public int PathOf(int unitId, DateOnly day)
    {
        var key = (unitId, units.HasMoved ? day.DayNumber : 0);
        if (_byDay.TryGetValue(key, out var known))
            return known;
        if (_byDay.Count >= MaxCachedDays)
            _byDay.Clear();
        return _byDay[key] = Number([.. units.SelfAndAbove(unitId, day)]);
    }

    /// <summary>The units on the path: the unit itself first, the root last.</summary>
    public int[] UnitsOn(int path) => _paths[path];

    private int Number(int[] units)
    {
        var number = -1;
        for (var i = units.Length - 1; i >= 0; i--)
        {
            if (_numbers.TryGetValue((units[i], number), out var next))
            {
                number = next;
                continue;
            }
            _paths.Add(units[i..]);
            _numbers[(units[i], number)] = _paths.Count - 1;
            number = _paths.Count - 1;
        }
        return number;
    }
}
