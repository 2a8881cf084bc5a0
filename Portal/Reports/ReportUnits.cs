using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Figures;

namespace Portal.Reports;

/// <summary>The units whose reports somebody may read, as a list to choose from.</summary>
public sealed class ReportUnits(IReferenceReader references, DistrictTime time)
{
    /// <summary>Each below the one it hangs under today; empty when there is none.</summary>
    public async Task<IReadOnlyList<UnitEntry>> ReadAsync(UnitScope scope, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var tops = scope.UnitId is { } own ? [own] : units.RootsAt(time.Today).Select(u => u.Id);
        return [.. tops.SelectMany(top => Below(units, top, 0))];
    }

    private IEnumerable<UnitEntry> Below(UnitTree units, int id, int depth)
    {
        if (units.Find(id) is not { } unit) yield break;
        yield return new(id, unit.Code, units.NameAt(id, time.Today), units.VersionAt(id, time.Today).Kind, depth);
        foreach (var below in units.ChildrenAt(id, time.Today).SelectMany(child => Below(units, child.Id, depth + 1))) yield return below;
    }
}
