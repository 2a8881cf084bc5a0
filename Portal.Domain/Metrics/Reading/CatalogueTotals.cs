using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>
/// Totals of catalogue and organisation for every unit with all units below it; computed once per day for all units, then cached.
/// </summary>
internal sealed class CatalogueTotals
{
    // A chart of a year reads every day of it; days without a change of items or units share one entry.
    private const int MaxPromisedDays = 64;

    // With a service point in each of a hundred thousand communities, the totals of one day take some megabytes.
    private const int MaxPresenceDays = 8;

    private static readonly ConditionalWeakTable<ReferenceData, CatalogueTotals> s_cache = [];

    private readonly ReferenceData _reference;
    private readonly DateOnly[] _changes;
    private readonly Unit[] _toBeStationed;
    private readonly ConcurrentDictionary<DateOnly, PromisedTotals> _promised = new();
    private readonly ConcurrentDictionary<DateOnly, PresenceTotals> _presence = new();

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

    /// <summary>The totals of one snapshot of the reference data; all callers share one instance.</summary>
    public static CatalogueTotals Of(ReferenceData reference) => s_cache.GetValue(reference, static r => new(r));

    /// <summary>Promised and statutory limits of the items in force on the day.</summary>
    public PromisedTotals PromisedOn(DateOnly day)
    {
        var at = Array.BinarySearch(_changes, day);
        return Get(_promised, _changes[at >= 0 ? at : ~at - 1], MaxPromisedDays, SumPromised);
    }

    /// <summary>Stationed departments and compliant service points on the day.</summary>
    public PresenceTotals PresenceOn(DateOnly day) => Get(_presence, day, MaxPresenceDays, CountPresence);

    private static T Get<T>(ConcurrentDictionary<DateOnly, T> known, DateOnly day, int most, Func<DateOnly, T> count)
    {
        if (known.TryGetValue(day, out var found))
            return found;
        if (known.Count >= most)
            known.Clear();
        return known.GetOrAdd(day, count);
    }

    private PromisedTotals SumPromised(DateOnly day)
    {
        var own = new Dictionary<int, (long, long)>();
        foreach (var version in _reference.Items.InForce(day))
        {
            if (LimitRules.StatutoryMinutes(version) is { } statutory)
                Add(own, version.UnitId, LimitRules.PromisedMinutes(version)!.Value, statutory);
        }
        return new(own, RollUp(own, day));
    }

    private PresenceTotals CountPresence(DateOnly day)
    {
        var (stationed, points) = (new Dictionary<int, (long, long)>(), new Dictionary<int, (long, long)>());
        foreach (var unit in _toBeStationed.Where(u => _reference.Units.IsInForce(u.Id, day)))
        {
            if (_reference.Units.VersionAt(unit.Id, day) is { MustBeStationed: true } version)
                Add(stationed, unit.Id, version.Stationed ? 1 : 0, 1);
        }
        foreach (var point in _reference.Points.Where(p => p.IsExpectedAt(day)))
            Add(points, point.UnitId, point.IsCompliantAt(day) ? 1 : 0, 1);
        return new(stationed, RollUp(stationed, day), points, RollUp(points, day));
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

/// <summary>Promised and statutory minutes by unit.</summary>
/// <param name="Own">Of the items that the unit itself implements.</param>
/// <param name="Below">Of the items that the unit or a unit below it implements.</param>
internal sealed record PromisedTotals(
    IReadOnlyDictionary<int, (long Promised, long Statutory)> Own,
    IReadOnlyDictionary<int, (long Promised, long Statutory)> Below
);

/// <summary>
/// By unit: departments 入驻 (stationed) of those that must be, and service points 达标 (compliant) of all; of the unit alone, and with
/// all units below it.
/// </summary>
internal sealed record PresenceTotals(
    IReadOnlyDictionary<int, (long Stationed, long MustBe)> OwnStationed,
    IReadOnlyDictionary<int, (long Stationed, long MustBe)> Stationed,
    IReadOnlyDictionary<int, (long Compliant, long Points)> OwnPoints,
    IReadOnlyDictionary<int, (long Compliant, long Points)> Points
);
