using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Finds the places of sheets within a scope.</summary>
public sealed class SheetPlaces(IReferenceReader references, IFigureReferences figures, DistrictTime time)
{
    /// <summary>
    /// Null when there is no such form or unit, the unit does not owe it, the month has not begun, or it is out of scope.
    /// </summary>
    public async Task<SheetPlace?> FindAsync(UnitScope scope, SheetKey key, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(cancellation);
        var known = await figures.GetAsync(cancellation);
        if (key.Month.Day != 1 || key.Month > time.Today)
            return null;
        if (known.Find(key.Form) is not { } form || reference.Units.Find(key.Unit) is not { } unit)
            return null;
        if (!scope.Contains(reference.Units, unit.Id, time.Today) || !form.IsOwedBy(reference.Units, unit.Id, key.Month))
            return null;
        return new(key, form, unit.Id, reference, known, time.Today);
    }
}
