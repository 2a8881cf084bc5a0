using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;

namespace Portal.Live.Views;

/// <summary>Resolves an address to a view: fills in defaults and finds the unit within the actor's scope.</summary>
public sealed class LiveResolver(IReferenceReader references, LiveReader reader, DistrictTime time)
{
    /// <returns>Null when the unit is unknown or outside the actor's scope; the two are not distinguished.</returns>
    public async Task<LiveView?> ResolveAsync(LiveAddress address, Actor actor, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.MetricsRead);
        var tree = (await references.GetAsync(cancellation)).Units;
        var scope = actor.ScopeFor(Permissions.MetricsRead);
        if (FindUnit(tree, address, scope) is not { } unit)
            return null;
        var months = await reader.MonthsWithRecordsAsync(scope, unit.Id, address.Stream, time.Today, cancellation);
        var period = address.Period ?? DefaultPeriod(months, time.Today);
        return new()
        {
            Address = address with { Unit = unit.Code, Period = period },
            Key = new(unit.Id, period, address.Stream, address.Channel),
            Unit = Link(tree, unit.Id, period.To, 0),
            Path = Path(tree, unit.Id, scope, period.To),
            LatestMonth = months.Count > 0 ? months[^1] : Days.MonthStart(time.Today),
        };
    }

    /// <summary>January to today or, when this year has no record yet, January to the last month with records.</summary>
    internal static MetricPeriod DefaultPeriod(IReadOnlyList<DateOnly> months, DateOnly today)
    {
        if (months.Count == 0 || months[^1].Year == today.Year)
            return new(new(today.Year, 1, 1), today);
        return new(new(months[^1].Year, 1, 1), Days.MonthEnd(months[^1]));
    }

    private Unit? FindUnit(UnitTree tree, LiveAddress address, UnitScope scope)
    {
        if (address.Unit is not { } code)
            return scope.TopsAt(tree, address.Period?.To ?? time.Today).FirstOrDefault();
        return tree.Find(code) is { } unit && scope.Contains(tree, unit.Id, time.Today) ? unit : null;
    }

    private static List<UnitLink> Path(UnitTree tree, int unitId, UnitScope scope, DateOnly day)
    {
        var tops = scope.TopsAt(tree, day);
        var path = new List<int>();
        foreach (var id in tree.SelfAndAbove(unitId, day))
        {
            path.Insert(0, id);
            if (tops.Any(top => top.Id == id))
                break;
        }
        return [.. path.Select((id, depth) => Link(tree, id, day, depth))];
    }

    private static UnitLink Link(UnitTree tree, int id, DateOnly day, int depth) =>
        new(id, tree.Find(id)!.Code, tree.NameAt(id, day), tree.VersionAt(id, day).Kind, depth);
}
