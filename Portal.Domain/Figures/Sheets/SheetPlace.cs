using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Sheets;

/// <summary>The form, unit and month of a sheet: everything known about it without its row.</summary>
public sealed record SheetPlace(SheetKey Key, FormInUse Form, int UnitId, ReferenceData Reference, FigureReference Figures, DateOnly Today)
{
    public FormVersion Version => Form.At(Key.Month);

    public FormDefinition Definition => Version.Definition;

    public string UnitName => Reference.Units.NameAt(UnitId, Days.MonthEnd(Key.Month));

    /// <summary>The part of the write lane: writers of one sheet wait for one another.</summary>
    public int Part => unchecked((((UnitId * 397) ^ Form.Id) * 397) ^ Days.ToMonthNumber(Key.Month));

    public FigureSource? Source => Form.Stream is { } stream ? Figures.Sources.At(UnitId, stream, Key.Month) : null;

    /// <summary>
    /// The approving units, in turn: all above up to the district; for a district or city the one above; for a root itself.
    /// </summary>
    public IReadOnlyList<int> Approvers
    {
        get
        {
            var approvers = new List<int>();
            foreach (var above in Reference.Units.SelfAndAbove(UnitId, Today).Skip(1))
            {
                approvers.Add(above);
                if (Reference.Units.VersionAt(above, Today).Kind.IsGovernment())
                    break;
            }
            return approvers.Count == 0 ? [UnitId] : approvers;
        }
    }

    public bool IsWithin(UnitScope scope) => scope.Contains(Reference.Units, UnitId, Today);

    /// <summary>Whether the unit that approves next is one for which the actor approves.</summary>
    public bool MayApprove(Actor actor, FigureSheet sheet) =>
        sheet is { Status: FigureStatus.Submitted, AwaitingUnitId: { } turn }
        && actor.ScopeFor(Permissions.FiguresApprove).Contains(Reference.Units, turn, Today);
}

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
