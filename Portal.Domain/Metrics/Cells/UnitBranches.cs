using Portal.Domain.Organisation;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Numbers the lines of units from a record's own to the root, as they hung on its day: what takes the same line counts for the same units.</summary>
internal sealed class UnitBranches(UnitTree units)
{
    /// <summary>Lines found by unit and day are forgotten beyond this: a hundred thousand units have more days than memory should hold.</summary>
    private const int MostKnownDays = 1 << 18;

    private readonly Dictionary<(int UnitId, int Day), int> _byDay = [];
    private readonly Dictionary<(int UnitId, int Above), int> _numbers = [];
    private readonly List<int[]> _lines = [];

    /// <summary>The number of the line.</summary>
    /// <exception cref="KeyNotFoundException">No unit has that number.</exception>
    public int At(int unitId, DateOnly day)
    {
        var key = (unitId, units.HasMoved ? day.DayNumber : 0);
        if (_byDay.TryGetValue(key, out var known))
            return known;
        if (_byDay.Count >= MostKnownDays)
            _byDay.Clear();
        return _byDay[key] = Number([.. units.SelfAndAbove(unitId, day)]);
    }

    /// <summary>The units of the line, the record's own first.</summary>
    public int[] Line(int number) => _lines[number];

    private int Number(int[] line)
    {
        var number = -1;
        for (var i = line.Length - 1; i >= 0; i--)
        {
            if (_numbers.TryGetValue((line[i], number), out var next))
            {
                number = next;
                continue;
            }
            _lines.Add(line[i..]);
            _numbers[(line[i], number)] = _lines.Count - 1;
            number = _lines.Count - 1;
        }
        return number;
    }
}
