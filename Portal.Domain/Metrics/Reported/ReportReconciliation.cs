using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reported;

/// <summary>Compares reported with counted figures, and stores the explanations of differences.</summary>
public sealed class ReportReconciliation(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    DistrictTime time
)
{
    /// <summary>
    /// A unit with more units at or below it is compared with its direct children only; users open one of these for the others.
    /// </summary>
    public const int MostUnits = 300;

    /// <summary>
    /// Every unit at or below the unit whose figures the actor may read and that owes the stream's form for the month; in order of code.
    /// For a large unit (<see cref="IsLarge"/>) only the unit itself and its direct children.
    /// </summary>
    /// <param name="month">Its first day.</param>
    public async Task<IReadOnlyList<ReconciledMonth>> ReadAsync(
        Actor actor,
        int unitId,
        RecordStream stream,
        DateOnly month,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        var known = await figures.GetAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.FiguresRead);
        var candidates = IsLarge(reference.Units, unitId, month)
            ? reference.Units.EverChildren(unitId).Where(id => reference.Units.ParentAt(id, month) == unitId).Prepend(unitId)
            : reference.Units.SelfAndBelow(unitId, month);
        var owed = (
            from unit in candidates.Select(id => reference.Units.Find(id)!)
            let form = known.Forms.FirstOrDefault(f => f.Stream == stream && f.IsOwedBy(reference.Units, unit.Id, month))
            where form is not null && scope.Contains(reference.Units, unit.Id, time.Today)
            orderby unit.Code
            select (Unit: unit, Form: form)
        ).ToList();
        if (owed.Count == 0)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        int[] owing = [.. owed.Select(o => o.Unit.Id)];
        var sheets = await SheetsAsync(db, known, stream, month, owing, cancellation);
        var counted = await CountAsync(db, stream, month, owing, cancellation);
        var notes = await db
            .ReconciliationNotes.AsNoTracking()
            .Where(n => n.Month == month && n.Stream == stream)
            .ToDictionaryAsync(n => n.UnitId, cancellation);
        return [.. owed.Select(o => Row(o.Unit, o.Form))];

        ReconciledMonth Row(Unit unit, FormInUse form)
        {
            var sheet = sheets.GetValueOrDefault((unit.Id, form.Id));
            return new(
                unit.Id,
                unit.Code,
                reference.Units.NameAt(unit.Id, Days.MonthEnd(month)),
                form.Code,
                known.Sources.At(unit.Id, stream, month),
                sheet?.ApprovedVersion is not null,
                sheet is null
                    ? null
                    : new ReportedMonth(unit.Id, stream, month, form.At(month).Definition, SheetStore.Values(sheet)).Measures,
                counted.TryGetValue(unit.Id, out var measures) ? measures : null,
                notes.GetValueOrDefault(unit.Id)
            );
        }
    }

    /// <summary>Whether more than <see cref="MostUnits"/> units are at or below the unit.</summary>
    public static bool IsLarge(UnitTree units, int unitId, DateOnly month) => units.SelfAndBelow(unitId, month).Skip(MostUnits).Any();

    /// <summary>Stores the explanation in place of an earlier one; an empty text deletes it.</summary>
    /// <returns>False when the unit is unknown, the actor may not enter its figures, or the text is too long.</returns>
    public async Task<bool> ExplainAsync(
        Actor actor,
        int unitId,
        RecordStream stream,
        DateOnly month,
        string text,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        if (
            units.Find(unitId) is null
            || !actor.ScopeFor(Permissions.FiguresWrite).Contains(units, unitId, time.Today)
            || text.Length > ReconciliationNote.TextLength
        )
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var note = await db.ReconciliationNotes.FindAsync([unitId, stream, month], cancellation);
        if (text.Trim().Length == 0)
        {
            if (note is not null)
                db.ReconciliationNotes.Remove(note);
        }
        else
        {
            if (note is null)
                db.ReconciliationNotes.Add(
                    note = new()
                    {
                        UnitId = unitId,
                        Stream = stream,
                        Month = month,
                        Text = "",
                        By = actor.Name,
                    }
                );
            (note.Text, note.By, note.At) = (text.Trim(), actor.Name, time.Now);
        }
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static Task<Dictionary<(int UnitId, int FormId), FigureSheet>> SheetsAsync(
        PortalDb db,
        FigureReference known,
        RecordStream stream,
        DateOnly month,
        int[] units,
        CancellationToken cancellation
    )
    {
        var forms = known.Forms.Where(f => f.Stream == stream).Select(f => f.Id).ToList();
        return db
            .FigureSheets.AsNoTracking()
            .Include(s => s.Cells)
            .Where(s =>
                s.Month == month
                && EF.Parameter(units).Contains(s.UnitId)
                && forms.Contains(s.FormId)
                && (s.ApprovedVersion != null || s.Status == FigureStatus.Submitted)
            )
            .ToDictionaryAsync(s => (s.UnitId, s.FormId), cancellation);
    }

    /// <summary>The measures of the units' own records accepted in the month, as if records were the source of record.</summary>
    private async Task<Dictionary<int, Measures>> CountAsync(
        PortalDb db,
        RecordStream stream,
        DateOnly month,
        int[] units,
        CancellationToken cancellation
    )
    {
        var counted = new Dictionary<int, Measures>();
        await RecordScan.ReadUnitsAsync(
            db,
            stream,
            units,
            month,
            Days.MonthEnd(month),
            record => calculator.Contribute(record, Add),
            cancellation
        );
        return counted;

        void Add(CountingPlace place, Measures measures)
        {
            if (place.Basis == CellBasis.Accepted)
                counted[place.UnitId] = counted.GetValueOrDefault(place.UnitId) + measures;
        }
    }
}
