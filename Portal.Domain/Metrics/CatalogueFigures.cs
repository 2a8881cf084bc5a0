using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics;

/// <summary>The figures that come from organisation and catalogue alone, on one day.</summary>
internal sealed class CatalogueFigures(ReferenceData reference, DateOnly day)
{
    /// <summary>Σ promised and Σ statutory limit over the items that the unit and those below it implement; null when none has a statutory limit.</summary>
    public (long Promised, long Statutory)? PromisedOfUnit(int unitId) => Promised(v => reference.Units.IsWithin(v.UnitId, unitId, day));

    /// <summary>The same over the items that this very unit implements.</summary>
    public (long Promised, long Statutory)? PromisedOfDepartment(int unitId) => Promised(v => v.UnitId == unitId);

    /// <summary>The same of one item.</summary>
    public (long Promised, long Statutory)? PromisedOfItem(int itemId) => Promised(v => v.ItemId == itemId);

    /// <summary>入驻 and should be, of the units at or below; null when none should be.</summary>
    public (int Stationed, int MustBe)? Stationed(int unitId)
    {
        var due = Below(unitId).Where(u => u.MustBeStationed).ToList();
        return due.Count == 0 ? null : (due.Count(u => u.Stationed), due.Count);
    }

    /// <summary>达标 and all service points of the units at or below; null when there is none.</summary>
    public (int Compliant, int Points)? Compliance(int unitId)
    {
        var points = reference.Points.Where(p => p.IsExpectedAt(day) && reference.Units.IsWithin(p.UnitId, unitId, day)).ToList();
        return points.Count == 0 ? null : (points.Count(p => p.IsCompliantAt(day)), points.Count);
    }

    private (long, long)? Promised(Func<ServiceItemVersion, bool> which)
    {
        var (promised, statutory) = (0L, 0L);
        foreach (var version in reference.Items.InForce(day))
        {
            if (LimitRules.StatutoryMinutes(version) is not { } limit || !which(version)) continue;
            statutory += limit;
            promised += LimitRules.PromisedMinutes(version)!.Value;
        }
        return statutory == 0 ? null : (promised, statutory);
    }

    private IEnumerable<UnitVersion> Below(int unitId) => reference.Units.All
        .Where(u => reference.Units.IsInForce(u.Id, day) && reference.Units.IsWithin(u.Id, unitId, day))
        .Select(u => reference.Units.VersionAt(u.Id, day));
}
