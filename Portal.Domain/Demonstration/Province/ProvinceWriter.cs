using Portal.Domain.Data;
using Portal.Domain.Organisation;

namespace Portal.Domain.Demonstration.Province;

/// <summary>Writes units, service points and catalogue of a province, within the caller's transaction.</summary>
internal sealed class ProvinceWriter(PortalDb db)
{
    private static readonly DateOnly s_opened = new(2013, 6, 1);
    private static readonly DateOnly s_inspected = new(2014, 3, 20);

    /// <summary>Writes the units.</summary>
    /// <returns>Their ids, by index in the plan.</returns>
    public async Task<int[]> AddUnitsAsync(ProvincePlan plan, CancellationToken cancellation)
    {
        int[] unitIds = [.. await BulkRows.ReserveAsync<Unit>(db, plan.Units.Count, cancellation)];
        List<Unit> units = [.. plan.Units.Select((planned, i) => Unit(planned, i, unitIds))];
        await BulkRows.InsertAsync(db, units, numbered: true, cancellation);
        await BulkRows.InsertAsync(db, units.SelectMany(u => u.Versions), numbered: false, cancellation);
        return unitIds;
    }

    /// <summary>Writes a service point for every street and community; one in twenty-five does not meet the standard.</summary>
    public async Task AddPointsAsync(ProvincePlan plan, int[] unitIds, CancellationToken cancellation)
    {
        List<int> places = [.. Enumerable.Range(0, unitIds.Length).Where(i => plan.Units[i].Kind is UnitKind.Street or UnitKind.Community)];
        var ids = await BulkRows.ReserveAsync<ServicePoint>(db, places.Count, cancellation);
        List<ServicePoint> points = [.. places.Select((i, n) => Point(ids[n], plan.Units[i], unitIds[i], i % 25 != 0))];
        await BulkRows.InsertAsync(db, points, numbered: true, cancellation);
        await BulkRows.InsertAsync(db, points.SelectMany(p => p.Inspections), numbered: false, cancellation);
    }

    /// <summary>Writes the catalogue, spread over all departments.</summary>
    public async Task AddItemsAsync(ProvincePlan plan, int[] unitIds, int items, CancellationToken cancellation)
    {
        var departments = Enumerable
            .Range(0, unitIds.Length)
            .Where(i => plan.Units[i].Kind == UnitKind.Department)
            .Select(i => unitIds[i])
            .ToList();
        db.ServiceItems.AddRange(
            Enumerable.Range(0, items).Select(n => ProvinceItems.Make(n, departments[(int)(n * 7_919L % departments.Count)]))
        );
        await db.SaveChangesAsync(cancellation);
    }

    private static Unit Unit(PlannedUnit planned, int place, int[] unitIds)
    {
        var unit = new Unit { Id = unitIds[place], Code = planned.Code };
        var approves = planned.Kind == UnitKind.Department;
        unit.Versions.Add(
            new()
            {
                UnitId = unit.Id,
                Name = planned.Name,
                Kind = planned.Kind,
                ParentId = planned.Parent < 0 ? null : unitIds[planned.Parent],
                HoldsPowers = approves,
                MustBeStationed = approves,
                Stationed = approves && !planned.Code.EndsWith('7'),
            }
        );
        return unit;
    }

    private static ServicePoint Point(int id, PlannedUnit planned, int unitId, bool compliant)
    {
        var name = planned.Name + (planned.Kind == UnitKind.Street ? "便民服务中心" : "便民服务代办点");
        var point = new ServicePoint
        {
            Id = id,
            Code = planned.Code + "-1",
            Kind = planned.Kind == UnitKind.Street ? PointKind.StreetCentre : PointKind.CommunityPoint,
            Name = name,
            UnitId = unitId,
            OpenedOn = s_opened,
        };
        point.Inspections.Add(
            new()
            {
                ServicePointId = id,
                InspectedOn = s_inspected,
                Compliant = compliant,
                Remark = compliant ? null : "办事指南不全",
            }
        );
        return point;
    }
}
