using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Standards.Reading;

/// <summary>Reads service points, their standards and stationing; of the units for which the actor may read standards alone.</summary>
public sealed class StandardsReader(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The points and the stationing on a day.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">A unit with all below it; null for all of the reader's.</param>
    /// <param name="on">The day; null for today, which is also the latest.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<StandardsView> ReadAsync(
        Actor actor,
        int? unitId = null,
        DateOnly? on = null,
        CancellationToken cancellation = default
    )
    {
        var day = Days.Earlier(on ?? time.Today, time.Today);
        var reference = await references.GetAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.StandardsRead).Narrow(reference.Units, unitId, time.Today);
        if (scope.IsNothing)
            return new(day, [], [], []);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var standards = await StandardsAsync(db, cancellation);
        var notes = await db.StationingNotes.AsNoTracking().ToListAsync(cancellation);
        List<int> units = [.. scope.UnitsAt(reference.Units, day).Select(u => u.Id)];
        List<PointView> points =
        [
            .. units
                .SelectMany(reference.PointsOf)
                .Where(p => p.IsExpectedAt(day))
                .Select(p => View(p, reference.Units, standards, day))
                .OrderBy(p => p.Kind)
                .ThenBy(p => p.Code, StringComparer.Ordinal),
        ];
        return new(day, points, [.. points.GroupBy(p => p.Kind).Select(Totals)], Stationing(reference.Units, units, notes, day));
    }

    /// <summary>One point; null when there is none with this code, or its unit is outside the reader's scope.</summary>
    public async Task<PointDetails?> FindAsync(Actor actor, string code, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        var point = reference.Points.FirstOrDefault(p => string.Equals(p.Code, code, StringComparison.Ordinal));
        if (point is null || !actor.ScopeFor(Permissions.StandardsRead).Contains(reference.Units, point.UnitId, time.Today))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var standards = await StandardsAsync(db, cancellation);
        return new(
            View(point, reference.Units, standards, time.Today),
            ServiceStandard.InForce(standards, point.Kind, time.Today),
            [.. point.Inspections.OrderByDescending(i => i.InspectedOn).Select(i => new InspectionView(i, MissingOf(i, standards)))]
        );
    }

    /// <summary>All versions of all standards, in order of kind and number; none for those who may read no standard.</summary>
    public async Task<IReadOnlyList<ServiceStandard>> StandardsAsync(Actor actor, CancellationToken cancellation = default)
    {
        if (!actor.May(Permissions.StandardsRead))
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await StandardsAsync(db, cancellation);
    }

    private static Task<List<ServiceStandard>> StandardsAsync(PortalDb db, CancellationToken cancellation) =>
        db.ServiceStandards.AsNoTracking().OrderBy(s => s.Kind).ThenBy(s => s.Number).ToListAsync(cancellation);

    private static PointView View(ServicePoint point, UnitTree units, List<ServiceStandard> standards, DateOnly day)
    {
        var latest = point.LatestAt(day);
        var isOpen = point.IsOpenAt(day);
        var standard = ServiceStandard.InForce(standards, point.Kind, day);
        var state =
            !isOpen ? PointCompliance.NotBuilt
            : latest is null ? PointCompliance.NotInspected
            : latest.Compliant ? PointCompliance.Compliant
            : PointCompliance.NotCompliant;
        return new(
            point.Code,
            point.Name,
            point.Kind,
            point.UnitId,
            units.Find(point.UnitId)!.Code,
            units.NameAt(point.UnitId, day),
            isOpen ? point.OpenedOn : null,
            point.PlannedFor,
            point.Plan,
            point.FloorArea,
            standard?.Requirements.Max(r => r.LeastArea) ?? point.RequiredFloorArea,
            state,
            latest,
            latest is null ? [] : MissingOf(latest, standards),
            isOpen && latest is { Compliant: false, MendBy: { } mendBy } && mendBy < day
        );
    }

    private static IReadOnlyList<string> MissingOf(Inspection inspection, List<ServiceStandard> standards)
    {
        if (inspection.Missing is not { } missing)
            return [];
        var texts = standards.Find(s => s.Id == inspection.StandardId)?.Requirements.ToDictionary(r => r.Code, r => r.Text);
        return [.. SemicolonList.Parse(missing).Select(code => texts?.GetValueOrDefault(code) ?? code)];
    }

    private static KindTotals Totals(IGrouping<PointKind, PointView> points) =>
        new(
            points.Key,
            points.Count(),
            points.Count(p => p.State != PointCompliance.NotBuilt),
            points.Count(p => p.State == PointCompliance.Compliant),
            points.Count(p => p.IsOverdue)
        );

    private static IReadOnlyList<StationedUnit> Stationing(
        UnitTree units,
        IEnumerable<int> unitIds,
        IEnumerable<StationingNote> notes,
        DateOnly day
    )
    {
        var latest = notes.GroupBy(n => n.UnitId).ToDictionary(g => g.Key, g => g.MaxBy(n => n.Id));
        return
        [
            .. unitIds
                .Where(id => units.IsInForce(id, day) && units.VersionAt(id, day).MustBeStationed)
                .Select(id => Of(units.Find(id)!, units.VersionAt(id, day), latest.GetValueOrDefault(id), day))
                .OrderBy(u => u.IsStationed)
                .ThenBy(u => u.Code, StringComparer.Ordinal),
        ];
    }

    private static StationedUnit Of(Unit unit, UnitVersion version, StationingNote? note, DateOnly day)
    {
        var since = unit
            .Versions.Where(v => v.ValidFrom is null || v.ValidFrom <= day)
            .OrderByDescending(v => v.ValidFrom ?? DateOnly.MinValue)
            .TakeWhile(v => v.Stationed)
            .LastOrDefault()
            ?.ValidFrom;
        return new(unit.Code, version.Name, version.Stationed, since, note);
    }
}
