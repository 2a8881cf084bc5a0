using System.Collections.Concurrent;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Live;

namespace Portal.Metrics;

/// <summary>Finds what an address means for the one who follows it.</summary>
public sealed class LiveResolver(IReferenceReader references, LiveReader reader, DistrictTime time, TimeProvider clock)
{
    /// <summary>More pages than open at once: whoever asks for ever other addresses keeps nothing.</summary>
    private const int MostOpening = 1_000;

    private readonly ConcurrentDictionary<(LiveAddress Address, UnitScope Scope), (LiveView View, long FoundAt)> _opening = [];

    /// <summary>As <see cref="ResolveAsync"/>, for the rendering that a circuit will soon take up: it finds the view <see cref="Opening"/>.</summary>
    public async Task<LiveView?> OpenAsync(LiveAddress address, Actor actor, CancellationToken cancellation = default)
    {
        foreach (var (asked, found) in _opening)
        {
            if (clock.GetElapsedTime(found.FoundAt) > LiveViews.KeptUnwatched) _opening.TryRemove(asked, out _);
        }
        var view = await ResolveAsync(address, actor, cancellation);
        if (view is not null && _opening.Count < MostOpening) _opening[(address, actor.Scope)] = (view, clock.GetTimestamp());
        return view;
    }

    /// <summary>
    /// What somebody with these rights was shown under the address a moment ago; else null. Without asking the store: a page that begins
    /// with nothing, until it is answered, replaces one that is there already, and moves.
    /// </summary>
    public LiveView? Opening(LiveAddress address, Actor actor)
    {
        actor.Demand(Permissions.MetricsRead);
        return _opening.TryGetValue((address, actor.Scope), out var found) && clock.GetElapsedTime(found.FoundAt) <= LiveViews.KeptUnwatched ? found.View : null;
    }

    /// <returns>Null when the unit is unknown or outside what the actor may see; the two are not told apart.</returns>
    public async Task<LiveView?> ResolveAsync(LiveAddress address, Actor actor, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.MetricsRead);
        var tree = (await references.GetAsync(cancellation)).Units;
        if (FindUnit(tree, address, actor.Scope) is not { } unit) return null;
        var months = await reader.MonthsWithRecordsAsync(unit.Id, address.Stream, time.Today, cancellation);
        var period = address.Period ?? DefaultPeriod(months, time.Today);
        var top = actor.Scope.UnitId;
        return new()
        {
            Address = address with { Unit = unit.Code, Period = period },
            Key = new(unit.Id, period, address.Stream, address.Channel),
            Unit = Link(tree, unit.Id, period.To, 0),
            Path = Path(tree, unit.Id, top, period.To),
            LatestMonth = months.Count > 0 ? months[^1] : Days.MonthStart(time.Today),
        };
    }

    /// <summary>January to today or, when the year holds no record yet, January to the last month that does.</summary>
    internal static MetricPeriod DefaultPeriod(IReadOnlyList<DateOnly> months, DateOnly today)
    {
        if (months.Count == 0 || months[^1].Year == today.Year) return new(new(today.Year, 1, 1), today);
        return new(new(months[^1].Year, 1, 1), Days.MonthEnd(months[^1]));
    }

    private Unit? FindUnit(UnitTree tree, LiveAddress address, UnitScope scope)
    {
        if (address.Unit is not { } code) return scope.UnitId is { } own ? tree.Find(own) : tree.RootsAt(address.Period?.To ?? time.Today).FirstOrDefault();
        return tree.Find(code) is { } unit && scope.Contains(tree, unit.Id, time.Today) ? unit : null;
    }

    private static List<UnitLink> Path(UnitTree tree, int unitId, int? top, DateOnly day)
    {
        var path = new List<int>();
        foreach (var id in tree.SelfAndAbove(unitId, day))
        {
            path.Insert(0, id);
            if (id == top) break;
        }
        return [.. path.Select((id, depth) => Link(tree, id, day, depth))];
    }

    private static UnitLink Link(UnitTree tree, int id, DateOnly day, int depth) =>
        new(id, tree.Find(id)!.Code, tree.NameAt(id, day), tree.VersionAt(id, day).Kind, depth);
}
