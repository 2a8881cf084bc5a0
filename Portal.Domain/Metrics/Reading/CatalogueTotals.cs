using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>What catalogue and organisation add up to for every unit and those below it: counted once for all units, then only looked up.</summary>
internal sealed class CatalogueTotals
{
    // A chart of a year asks for every day of it; most days say the same as the one before.
    private const int MostDays = 64;

    // With a service point in each of a hundred thousand communities, a day takes some megabytes.
    private const int MostStandingDays = 8;

    private static readonly ConditionalWeakTable<ReferenceData, CatalogueTotals> s_known = [];

    private readonly ReferenceData _reference;
    private readonly DateOnly[] _changes;
    private readonly Unit[] _toBeStationed;
    private readonly ConcurrentDictionary<DateOnly, PromisedTotals> _promised = new();
    private readonly ConcurrentDictionary<DateOnly, StandingTotals> _standing = new();

    private CatalogueTotals(ReferenceData reference)
    {
        _reference = reference;
        _toBeStationed = [.. reference.Units.All.Where(u => u.Versions.Exists(v => v.MustBeStationed))];
        _changes =
        [
            .. reference
                .Items.All.SelectMany(i => i.Versions)
                .SelectMany(v => new[] { v.ValidFrom, v.ValidTo?.AddDays(1) })
                .Concat(reference.Units.Moved.SelectMany(u => u.Versions).Select(v => v.ValidFrom))
                .OfType<DateOnly>()
                .Append(DateOnly.MinValue)
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>The totals of one picture of the reference data; shared by all who ask.</summary>
    public static CatalogueTotals Of(ReferenceData reference) => s_known.GetValue(reference, static r => new(r));

    /// <summary>Limits as they are on the day.</summary>
    public PromisedTotals PromisedOn(DateOnly day)
    {
        var at = Array.BinarySearch(_changes, day);
        return Get(_promised, _changes[at >= 0 ? at : ~at - 1], MostDays, Promised);
    }

    /// <summary>Windows in the centre and service points as they are on the day.</summary>
    public StandingTotals StandingOn(DateOnly day) => Get(_standing, day, MostStandingDays, Standing);

    private static T Get<T>(ConcurrentDictionary<DateOnly, T> known, DateOnly day, int most, Func<DateOnly, T> count)
    {
        if (known.TryGetValue(day, out var found))
            return found;
        if (known.Count >= most)
            known.Clear();
        return known.GetOrAdd(day, count);
    }

    private PromisedTotals Promised(DateOnly day)
    {
        var own = new Dictionary<int, (long, long)>();
        foreach (var version in _reference.Items.InForce(day))
        {
            if (LimitRules.StatutoryMinutes(version) is { } statutory)
                Add(own, version.UnitId, LimitRules.PromisedMinutes(version)!.Value, statutory);
        }
        return new(own, RollUp(own, day));
    }

    private StandingTotals Standing(DateOnly day)
    {
        var (stationed, points) = (new Dictionary<int, (long, long)>(), new Dictionary<int, (long, long)>());
        foreach (var unit in _toBeStationed.Where(u => _reference.Units.IsInForce(u.Id, day)))
        {
            if (_reference.Units.VersionAt(unit.Id, day) is { MustBeStationed: true } version)
                Add(stationed, unit.Id, version.Stationed ? 1 : 0, 1);
        }
        foreach (var point in _reference.Points.Where(p => p.IsExpectedAt(day)))
            Add(points, point.UnitId, point.IsCompliantAt(day) ? 1 : 0, 1);
        return new(RollUp(stationed, day), RollUp(points, day));
    }

    private Dictionary<int, (long Some, long All)> RollUp(Dictionary<int, (long Some, long All)> own, DateOnly day)
    {
        var total = new Dictionary<int, (long, long)>();
        foreach (var (unitId, (some, all)) in own.Where(o => _reference.Units.Find(o.Key) is not null))
        {
            foreach (var above in _reference.Units.SelfAndAbove(unitId, day))
                Add(total, above, some, all);
        }
        return total;
    }

    private static void Add(Dictionary<int, (long Some, long All)> sums, int unitId, long some, long all)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, unitId, out _);
        sum = (sum.Some + some, sum.All + all);
    }
}

/// <summary>Promised and statutory minutes by unit: of the items it implements itself, and of those below it too.</summary>
internal sealed record PromisedTotals(
    IReadOnlyDictionary<int, (long Promised, long Statutory)> Own,
    IReadOnlyDictionary<int, (long Promised, long Statutory)> Below
);

/// <summary>By unit, those below it too: 入驻 of those that must be, 达标 of all points.</summary>
internal sealed record StandingTotals(
    IReadOnlyDictionary<int, (long Stationed, long MustBe)> Stationed,
    IReadOnlyDictionary<int, (long Compliant, long Points)> Points
);
