using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Figures;

/// <summary>Finds what an address of the figures means for the one who follows it.</summary>
public sealed class FiguresReader(SheetStandings standings, FigureReminders reminders, IReferenceReader references, IFigureReferences figures, DistrictTime time)
{
    // Open sheets of earlier months are shown as far back as this.
    private const int MonthsBack = 24;

    /// <returns>Null when the unit is unknown or outside what the actor may see; the two are not told apart.</returns>
    public async Task<BoardView?> BoardAsync(Actor actor, FiguresAddress address, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.FiguresRead);
        var reference = await references.GetAsync(cancellation);
        var forms = (await figures.GetAsync(cancellation)).Forms;
        if (Top(reference.Units, actor.Scope, address.Unit) is not { } top) return null;

        var year = address.Year ?? DueMonth(forms, time.Today).Year;
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 1));
        var running = Days.MonthStart(time.Today);
        var owed = await standings.ReadAsync(UnitScope.Below(top.Id), first, last < running ? last : running, cancellation);
        List<FormInUse> inYear = [.. forms.Where(f => owed.Any(s => s.Form.Id == f.Id))];
        var shown = address.Form is { } code ? owed.Where(s => s.Form.Code == code).ToList() : owed;

        var reminded = await reminders.LatestAsync(first, last, cancellation);
        var byUnit = shown.ToLookup(s => s.UnitId);
        List<DateOnly> months = [.. Enumerable.Range(0, 12).Select(first.AddMonths)];
        var rows = Below(reference.Units, top.Id, Days.MonthEnd(last), 0)
            .Where(unit => byUnit.Contains(unit.Id))
            .Select(unit => new BoardRow(unit, Cells(byUnit[unit.Id], months), reference.Units.EverBelow(unit.Id).Count == 0, RemindedOn(byUnit[unit.Id], reminded)))
            .Where(row => !address.OnlyMissing || row.Count.Missing > 0);
        return new(address with { Year = year }, top, year, [.. rows], Cells(shown, months), Choices(reference.Units, actor.Scope), inYear, time.Today);
    }

    /// <inheritdoc cref="BoardAsync"/>
    public async Task<OwedView?> ListAsync(Actor actor, FiguresAddress address, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.FiguresRead);
        var reference = await references.GetAsync(cancellation);
        var due = DueMonth((await figures.GetAsync(cancellation)).Forms, time.Today);
        if (Top(reference.Units, actor.Scope, address.Unit) is not { } top) return null;

        var running = Days.MonthStart(time.Today);
        var (from, to) = address.Month is { } only ? (only, only) : (due.AddMonths(-MonthsBack), running);
        var owed = await standings.ReadAsync(UnitScope.Below(top.Id), from, to, cancellation);
        var reminded = await reminders.LatestAsync(from, to, cancellation);
        var rows = owed.Where(s => address.Form is null || s.Form.Code == address.Form).Select(s => Row(reference.Units, s, reminded.TryGetValue((s.Form.Id, s.UnitId, s.Month), out var at) ? at : null)).ToLookup(r => r.Sheet.Month);
        var months = address.Month is { } month ? [month] : InOrder(rows.Select(g => g.Key), due);
        return new(
            address, top,
            [.. months.Select(m => new OwedMonth(m, m == due, InOrder(reference.Units, top.Id, rows[m].Where(r => m == due || address.Month is not null || m > due || r.IsOpen)))).Where(m => m.Rows.Count > 0)],
            time.Today);
    }

    /// <summary>Whether there is a form of the code.</summary>
    public async Task<bool> KnowsFormAsync(string code, CancellationToken cancellation = default) => (await figures.GetAsync(cancellation)).Find(code) is not null;

    /// <summary>How many sheets of the due month the very unit has still to hand in or to mend.</summary>
    public async Task<int> OpenAsync(int unitId, CancellationToken cancellation = default)
    {
        var due = DueMonth((await figures.GetAsync(cancellation)).Forms, time.Today);
        var owed = await standings.ReadAsync(UnitScope.Below(unitId), due, due, cancellation);
        return owed.Count(s => s.UnitId == unitId && (s.State is SheetState.NotBegun or SheetState.Draft or SheetState.Returned));
    }

    /// <summary>The latest month that is over and for which something is owed; without any form, the month before today's.</summary>
    public static DateOnly DueMonth(IReadOnlyList<FormInUse> forms, DateOnly today)
    {
        var over = Days.MonthStart(today).AddMonths(-1);
        return forms.Where(f => f.FirstMonth <= over).Select(f => f.LastMonth < over ? f.LastMonth.Value : over).DefaultIfEmpty(over).Max();
    }

    private UnitEntry? Top(UnitTree units, UnitScope scope, string? code)
    {
        var unit = code is not null ? units.Find(code) : scope.UnitId is { } own ? units.Find(own) : units.RootsAt(time.Today).FirstOrDefault();
        return unit is not null && scope.Contains(units, unit.Id, time.Today) ? Entry(units, unit.Id, time.Today, 0) : null;
    }

    private List<UnitEntry> Choices(UnitTree units, UnitScope scope) =>
        Top(units, scope, code: null) is { } top ? [top, .. units.ChildrenAt(top.Id, time.Today).Select(u => Entry(units, u.Id, time.Today, 1)).Where(u => u.Kind != UnitKind.Department)] : [];

    // Also those dissolved since: what they owed stays owed.
    private static IEnumerable<UnitEntry> Below(UnitTree units, int unitId, DateOnly day, int depth)
    {
        yield return Entry(units, unitId, day, depth);
        foreach (var child in units.EverBelow(unitId).Where(id => units.ParentAt(id, day) == unitId))
        {
            foreach (var below in Below(units, child, day, depth + 1)) yield return below;
        }
    }

    private static UnitEntry Entry(UnitTree units, int id, DateOnly day, int depth) => new(id, units.Find(id)!.Code, units.NameAt(id, day), units.VersionAt(id, day).Kind, depth);

    private static List<BoardCell> Cells(IEnumerable<SheetStanding> sheets, IEnumerable<DateOnly> months)
    {
        var byMonth = sheets.ToLookup(s => s.Month);
        return [.. months.Select(month => new BoardCell(month, [.. byMonth[month]]))];
    }

    private DateOnly? RemindedOn(IEnumerable<SheetStanding> sheets, IReadOnlyDictionary<(int FormId, int UnitId, DateOnly Month), DateTimeOffset> reminded)
    {
        var last = sheets.Select(s => reminded.TryGetValue((s.Form.Id, s.UnitId, s.Month), out var at) ? at : (DateTimeOffset?)null).Max();
        return last is { } known ? time.DayOf(known) : null;
    }

    private OwedRow Row(UnitTree units, SheetStanding sheet, DateTimeOffset? remindedAt) => new(
        sheet,
        new(sheet.Form.Code, units.Find(sheet.UnitId)!.Code, sheet.Month),
        units.NameAt(sheet.UnitId, sheet.LastDay),
        sheet.AwaitingUnitId is { } awaited ? units.NameAt(awaited, time.Today) : null,
        remindedAt);

    // What is due now comes first, what was forgotten next, what can wait last.
    private static IEnumerable<DateOnly> InOrder(IEnumerable<DateOnly> months, DateOnly due) =>
        months.OrderBy(m => m == due ? 0 : m < due ? 1 : 2).ThenByDescending(m => m);

    private static List<OwedRow> InOrder(UnitTree units, int top, IEnumerable<OwedRow> rows) =>
        [.. rows.OrderBy(r => r.Sheet.UnitId == top ? 0 : 1).ThenBy(r => units.Find(r.Sheet.UnitId)!.Code, StringComparer.Ordinal).ThenBy(r => r.Sheet.Form.Code, StringComparer.Ordinal)];
}
