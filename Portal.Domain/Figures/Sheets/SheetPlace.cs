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
