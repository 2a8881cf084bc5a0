using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Finds the cells whose sum answers for a unit, by the structure of the record's day or by today's.</summary>
internal sealed class UnitSlices(UnitTree units, DateOnly today)
{
    /// <summary>The cells of the unit itself.</summary>
    public IEnumerable<UnitSlice> Of(int unitId, MetricPeriod period, MetricStructure structure) =>
        structure == MetricStructure.Then || !units.HasMoved ? [new(unitId, unitId, period, 1)] : OfToday(unitId, period);

    /// <summary>The cells of all units at or below the unit, for cells that count each unit's own records alone.</summary>
    public IEnumerable<UnitSlice> OfOwn(int unitId, MetricPeriod period, MetricStructure structure) =>
        from part in structure == MetricStructure.Then && units.HasMoved ? Split(period, units.All.SelectMany(u => u.Versions)) : [period]
        let day = structure == MetricStructure.Then ? part.From : today
        from unit in units.SelfAndBelow(unitId, day)
        select new UnitSlice(unitId, unit, part, 1);

    /// <summary>
    /// The cells of each unit directly below, for the days on which it is there, and those of the unit's own row: all that the unit
    /// holds less what these rows hold, so that the rows add up to the unit.
    /// </summary>
    /// <remarks>
    /// By today's structure a dissolved unit has no row; its records are in the own row of the unit it hung below last.
    /// </remarks>
    public IEnumerable<UnitSlice> OfRows(int unitId, MetricPeriod period, MetricStructure structure)
    {
        List<UnitSlice> children = [.. OfChildren(unitId, period, structure)];
        return
        [
            .. children,
            .. Of(unitId, period, structure),
            .. children.Select(slice => slice with { Target = unitId, Sign = -slice.Sign }),
        ];
    }

    private IEnumerable<UnitSlice> OfChildren(int unitId, MetricPeriod period, MetricStructure structure) =>
        structure == MetricStructure.Then
            ? units.EverChildren(unitId).SelectMany(child => WhileBelow(unitId, child, period))
            : units.ChildrenAt(unitId, today).SelectMany(child => Of(child.Id, period, structure));

    private IEnumerable<UnitSlice> WhileBelow(int parent, int child, MetricPeriod period) =>
        Split(period, units.Find(child)!.Versions)
            .Where(part => units.ParentAt(child, part.From) == parent)
            .Select(part => new UnitSlice(child, child, part, 1));

    /// <remarks>
    /// A unit's own records are its cells less those of the units directly below it at the time. Summed over all units that
    /// belong to the target today, most of these cells cancel out: a unit's cells are added once if it belongs to the target,
    /// and subtracted once if its parent of the time does. Without any change of structure only the target's remain.
    /// </remarks>
    private IEnumerable<UnitSlice> OfToday(int target, MetricPeriod period)
    {
        var belong = units.SelfAndBelow(target, today).ToHashSet();
        foreach (var part in Split(period, units.All.SelectMany(u => u.Versions)))
        {
            foreach (var unit in units.All)
            {
                var parentBelongs = units.ParentAt(unit.Id, part.From) is { } parent && belong.Contains(parent);
                var sign = (belong.Contains(unit.Id) ? 1 : 0) - (parentBelongs ? 1 : 0);
                if (sign != 0)
                    yield return new(target, unit.Id, part, sign);
            }
        }
    }

    /// <summary>Cuts the period where a version begins or the day after one ends.</summary>
    private static IEnumerable<MetricPeriod> Split(MetricPeriod period, IEnumerable<UnitVersion> versions)
    {
        var starts = versions
            .SelectMany(v => new[] { v.ValidFrom, v.ValidTo?.AddDays(1) })
            .OfType<DateOnly>()
            .Where(day => period.From < day && day <= period.To)
            .Append(period.From)
            .Distinct()
            .Order()
            .ToList();
        return starts.Select((start, i) => new MetricPeriod(start, i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : period.To));
    }
}
