using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Reads a unit's organisation and catalogue, units below included, as of a day.</summary>
internal sealed class CatalogueDataReader(ReferenceData reference, int unitId, DateOnly day)
{
    private const int YearsBack = 2;

    public CatalogueData Read()
    {
        var items = Items(day);
        var units = Units().ToList();
        return new(
            [.. items.GroupBy(i => i.Kind).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))],
            items.Where(i => !string.IsNullOrEmpty(i.Process)).GroupBy(i => i.Kind).ToDictionary(g => g.Key, Patterns),
            [.. Ends().Select(end => (end, Promised(end)))],
            units.Count(u => u.HoldsPowers),
            units.Count(u => u.MustBeStationed),
            units.Count(u => u is { MustBeStationed: true, Stationed: true })
        );
    }

    /// <summary>The points of the units of one kind at or below; null when there is no such unit.</summary>
    public PointsData? ReadPoints(UnitKind kind)
    {
        var count = Units().Count(u => u.Kind == kind);
        if (count == 0)
            return null;
        var points = reference
            .Units.SelfAndBelow(unitId, day)
            .Where(id => reference.Units.VersionAt(id, day).Kind == kind)
            .SelectMany(reference.PointsOf)
            .Where(p => p.IsExpectedAt(day))
            .OrderBy(p => p.Code, StringComparer.Ordinal);
        return new(kind, count, [.. points.Select(State)]);
    }

    /// <summary>The open centres of the unit itself: run by it or by a department directly below.</summary>
    public IEnumerable<ServicePoint> Centres() =>
        reference
            .Units.EverChildren(unitId)
            .Prepend(unitId)
            .Where(IsOwn)
            .SelectMany(reference.PointsOf)
            .Where(p => p.IsOpenAt(day))
            .OrderBy(p => p.Code, StringComparer.Ordinal);

    private bool IsOwn(int unit) =>
        reference.Units.VersionAt(unit, day) is var version
        && (
            unit == unitId
                ? version.Kind.IsGovernment() || version.Kind == UnitKind.Department
                : version.Kind == UnitKind.Department && version.ParentId == unitId
        );

    private PointState State(ServicePoint point)
    {
        var last = point.LatestAt(day);
        var isBuilt = point.OpenedOn is { } opened && opened <= day;
        return new(
            point.Name,
            point.UnitId,
            reference.Units.NameAt(point.UnitId, day),
            isBuilt,
            last is not null,
            point.IsCompliantAt(day),
            last?.Remark
        );
    }

    private IEnumerable<DateOnly> Ends() => Enumerable.Range(1, YearsBack).Select(n => new DateOnly(day.Year - n, 12, 31)).Prepend(day);

    private MetricValue Promised(DateOnly end)
    {
        var limits = Items(end)
            .Select(v => (Statutory: LimitRules.StatutoryMinutes(v), Promised: LimitRules.PromisedMinutes(v)))
            .Where(l => l.Statutory is not null)
            .ToList();
        var figures =
            limits.Count == 0
                ? new FigureSet()
                : new()
                {
                    PromisedMinutes = limits.Sum(l => l.Promised!.Value),
                    PromisedStatutoryMinutes = limits.Sum(l => l.Statutory!.Value),
                };
        return MetricFormulas.Of(MetricName.PromisedTimeRatio, figures);
    }

    private List<ServiceItemVersion> Items(DateOnly on) =>
        [.. reference.Items.InForce(on).Where(v => reference.Units.IsWithin(v.UnitId, unitId, on))];

    private IEnumerable<UnitVersion> Units() =>
        reference
            .Units.SelfAndBelow(unitId, day)
            .Where(id => reference.Units.IsInForce(id, day))
            .Select(id => reference.Units.VersionAt(id, day));

    private static IReadOnlyList<string> Patterns(IEnumerable<ServiceItemVersion> items) =>
        [
            .. items
                .GroupBy(i => i.Process!, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Key),
        ];
}
