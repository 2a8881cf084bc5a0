using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Figures.Feed;

namespace Portal.Figures.Board;

/// <summary>Reads what an address of the figures shows, within the scope of the actor.</summary>
public sealed class FiguresReader(
    SheetProgressReader standings,
    SheetTotals totals,
    FigureReminders reminders,
    IReferenceReader references,
    IFigureReferences figures,
    DistrictTime time
)
{
    // Open sheets of earlier months are shown as far back as this.
    private const int MonthsBack = 24;

    // With more units the board shows those directly below, and the list their sheets.
    private const int MostRows = 300;

    /// <returns>Null when the unit is unknown or outside the actor's scope; the two are not distinguished.</returns>
    public async Task<BoardView?> BoardAsync(Actor actor, FiguresAddress address, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.FiguresRead);
        var scope = actor.ScopeFor(Permissions.FiguresRead);
        var reference = await references.GetAsync(cancellation);
        var forms = (await figures.GetAsync(cancellation)).Forms;
        if (Top(reference.Units, scope, address.Unit) is not { } top)
            return null;

        var year = address.Year ?? DueMonth(forms, time.Today).Year;
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 1));
        var running = Days.MonthStart(time.Today);
        var question = new BoardQuery(
            reference.Units,
            scope.Narrow(reference.Units, top.Id, time.Today),
            top,
            address with
            {
                Year = year,
            },
            forms,
            first,
            last < running ? last : running
        );
        var board = IsLarge(reference.Units, top.Id, Days.MonthEnd(last))
            ? await LargeAsync(question, cancellation)
            : await WholeAsync(question, cancellation);
        return address.OnlyMissing ? board with { Rows = [.. board.Rows.Where(row => row.Count.Missing > 0)] } : board;
    }

    /// <summary>Every unit at or below, with its own sheets.</summary>
    private async Task<BoardView> WholeAsync(BoardQuery asked, CancellationToken cancellation)
    {
        var owed = await standings.ReadAsync(asked.Scope, asked.First, asked.Last, cancellation);
        List<FormInUse> inYear = [.. asked.Forms.Where(f => owed.Any(s => s.Form.Id == f.Id))];
        var shown = owed.Where(asked.IsShown).ToList();
        var reminded = await reminders.LatestAsync(asked.Scope, asked.First, asked.Last, cancellation: cancellation);
        var byUnit = shown.ToLookup(s => s.UnitId);
        var rows = Below(asked.Units, asked.Top.Id, asked.Day, 0)
            .Where(unit => byUnit.Contains(unit.Id))
            .Select(unit => new BoardRow(
                unit,
                Cells(byUnit[unit.Id], asked.Months),
                asked.Units.EverChildren(unit.Id).Count == 0,
                RemindedOn(byUnit[unit.Id], reminded)
            ));
        return new(asked.Address, asked.Top, asked.Year, [.. rows], Cells(shown, asked.Months), inYear, time.Today);
    }

    /// <summary>The unit and its direct children, each with its whole subtree; the page cannot show thousands of rows.</summary>
    private async Task<BoardView> LargeAsync(BoardQuery asked, CancellationToken cancellation)
    {
        var counted = await totals.ReadAsync(asked.Scope, asked.First, asked.Last, cancellation);
        List<FormInUse> inYear = [.. asked.Forms.Where(f => counted.Values.Any(m => m.Of(asked.Top.Id, [f]).All > 0))];
        List<FormInUse> shown = [.. asked.Forms.Where(f => asked.Address.Form is null || asked.Address.Form == f.Code)];
        var children = asked
            .Units.EverChildren(asked.Top.Id)
            .Where(id => asked.Units.ParentAt(id, asked.Day) == asked.Top.Id)
            .ToLookup(id => asked.Units.EverChildren(id).Count > 0);
        int[] alone = [asked.Top.Id, .. children[false]];
        var own = (await standings.ReadOwnAsync(asked.Scope, alone, asked.First, asked.Last, cancellation))
            .Where(asked.IsShown)
            .ToLookup(s => s.UnitId);
        var reminded = await reminders.LatestAsync(asked.Scope, asked.First, asked.Last, alone, cancellation);
        IEnumerable<BoardRow> rows =
        [
            Alone(asked.Top),
            .. children[true]
                .Select(id => new BoardRow(Entry(asked.Units, id, asked.Day, 1), Counted(id), IsLeaf: true, RemindedOn: null)
                {
                    IsGroup = true,
                }),
            .. children[false].Select(id => Alone(Entry(asked.Units, id, asked.Day, 1))),
        ];
        return new(
            asked.Address,
            asked.Top,
            asked.Year,
            [.. rows.Where(r => r.Cells.Any(c => c.All > 0))],
            Counted(asked.Top.Id),
            inYear,
            time.Today
        )
        {
            IsLarge = true,
        };

        BoardRow Alone(UnitEntry unit) =>
            new(unit, Cells(own[unit.Id], asked.Months), asked.Units.EverChildren(unit.Id).Count == 0, RemindedOn(own[unit.Id], reminded));

        List<BoardCell> Counted(int unitId) =>
            [.. asked.Months.Select(m => new BoardCell(m, counted.TryGetValue(m, out var month) ? month.Of(unitId, shown) : default, []))];
    }

    /// <inheritdoc cref="BoardAsync"/>
    public async Task<OwedView?> ListAsync(Actor actor, FiguresAddress address, CancellationToken cancellation = default)
    {
        actor.Demand(Permissions.FiguresRead);
        var scope = actor.ScopeFor(Permissions.FiguresRead);
        var reference = await references.GetAsync(cancellation);
        var due = DueMonth((await figures.GetAsync(cancellation)).Forms, time.Today);
        if (Top(reference.Units, scope, address.Unit) is not { } top)
            return null;

        var (from, to) = MonthsOf(address, due);
        // Of many units the board shows the direct children; the others are found by name.
        var large = IsLarge(reference.Units, top.Id, address.Part is null ? time.Today : Days.MonthEnd(to));
        int[]? units = large ? [top.Id, .. reference.Units.ChildrenAt(top.Id, time.Today).Select(u => u.Id)] : null;
        var owed = units is null
            ? await standings.ReadAsync(scope.Narrow(reference.Units, top.Id, time.Today), from, to, cancellation)
            : await standings.ReadOwnAsync(scope, units, from, to, cancellation);
        var reminded = await reminders.LatestAsync(scope, from, to, units, cancellation);
        var listed = ListedBy(reference.Units, address);
        var rows = owed.Where(listed)
            .Select(s => Row(reference.Units, s, reminded.TryGetValue((s.Form.Id, s.UnitId, s.Month), out var at) ? at : null))
            .ToLookup(r => r.Sheet.Month);
        var months = address.Month is { } month ? [month] : InOrder(rows.Select(g => g.Key), due);
        return new(
            address,
            top,
            [
                .. months
                    .Select(m => new OwedMonth(
                        m,
                        m == due,
                        InOrder(
                            reference.Units,
                            top.Id,
                            rows[m].Where(r => m >= due || address.Month is not null || address.Part is not null || r.IsOpen)
                        )
                    ))
                    .Where(m => m.Rows.Count > 0),
            ],
            time.Today
        )
        {
            IsPartial = large,
            Year = to.Year,
            OnlyName =
                address.Only is { } code && reference.Units.Find(code) is { } only
                    ? reference.Units.NameAt(only.Id, Days.MonthEnd(to))
                    : null,
        };
    }

    /// <summary>Whether a form with this code exists.</summary>
    public async Task<bool> KnowsFormAsync(string code, CancellationToken cancellation = default) =>
        (await figures.GetAsync(cancellation)).Find(code) is not null;

    /// <summary>How many sheets of the due month the units for which the actor enters figures have yet to submit or to correct.</summary>
    public async Task<int> OpenAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FiguresWrite);
        var due = DueMonth((await figures.GetAsync(cancellation)).Forms, time.Today);
        var owed = await standings.ReadOwnAsync(scope, scope.Tops, due, due, cancellation);
        return owed.Count(s => s.State is SheetState.NotBegun or SheetState.Draft or SheetState.Returned);
    }

    /// <summary>The latest month that is over and for which a form is owed; without any form, the month before today's.</summary>
    public static DateOnly DueMonth(IReadOnlyList<FormInUse> forms, DateOnly today)
    {
        var over = Days.MonthStart(today).AddMonths(-1);
        return forms.Where(f => f.FirstMonth <= over).Select(f => f.LastMonth < over ? f.LastMonth.Value : over).DefaultIfEmpty(over).Max();
    }

    /// <summary>The months of a list: its month, the year of a count of the board, or all that may be owed still.</summary>
    private (DateOnly From, DateOnly To) MonthsOf(FiguresAddress address, DateOnly due)
    {
        if (address.Month is { } only)
            return (only, only);
        var running = Days.MonthStart(time.Today);
        if (address.Part is null)
            return (due.AddMonths(-MonthsBack), running);
        var year = address.Year ?? due.Year;
        var last = new DateOnly(year, 12, 1);
        return (new(year, 1, 1), last < running ? last : running);
    }

    private static Func<OwedSheetProgress, bool> ListedBy(UnitTree units, FiguresAddress address)
    {
        var unit = address.Only is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        return sheet =>
            (address.Form is null || sheet.Form.Code == address.Form)
            && (unit is null || sheet.UnitId == unit)
            && (address.Part is not { } part || part.Has(sheet));
    }

    private UnitEntry? Top(UnitTree units, UnitScope scope, string? code)
    {
        var unit = code is not null ? units.Find(code) : scope.TopsAt(units, time.Today).FirstOrDefault();
        return unit is not null && scope.Contains(units, unit.Id, time.Today) ? Entry(units, unit.Id, time.Today, 0) : null;
    }

    private static bool IsLarge(UnitTree units, int unitId, DateOnly day) => units.SelfAndBelow(unitId, day).Skip(MostRows).Any();

    // Dissolved units are included: their sheets stay owed.
    private static IEnumerable<UnitEntry> Below(UnitTree units, int unitId, DateOnly day, int depth)
    {
        yield return Entry(units, unitId, day, depth);
        foreach (var child in units.EverChildren(unitId).Where(id => units.ParentAt(id, day) == unitId))
        {
            foreach (var below in Below(units, child, day, depth + 1))
                yield return below;
        }
    }

    private static UnitEntry Entry(UnitTree units, int id, DateOnly day, int depth) =>
        new(id, units.Find(id)!.Code, units.NameAt(id, day), units.VersionAt(id, day).Kind, depth);

    private static List<BoardCell> Cells(IEnumerable<OwedSheetProgress> sheets, IEnumerable<DateOnly> months)
    {
        var byMonth = sheets.ToLookup(s => s.Month);
        return [.. months.Select(month => new BoardCell(month, [.. byMonth[month]]))];
    }

    private DateOnly? RemindedOn(
        IEnumerable<OwedSheetProgress> sheets,
        IReadOnlyDictionary<(int FormId, int UnitId, DateOnly Month), DateTimeOffset> reminded
    )
    {
        var last = sheets.Select(s => reminded.TryGetValue((s.Form.Id, s.UnitId, s.Month), out var at) ? at : (DateTimeOffset?)null).Max();
        return last is { } known ? time.DayOf(known) : null;
    }

    private OwedRow Row(UnitTree units, OwedSheetProgress sheet, DateTimeOffset? remindedAt) =>
        new(
            sheet,
            new(sheet.Form.Code, units.Find(sheet.UnitId)!.Code, sheet.Month),
            units.NameAt(sheet.UnitId, sheet.LastDay),
            sheet.AwaitingUnitId is { } awaited ? units.NameAt(awaited, time.Today) : null,
            remindedAt
        );

    // The due month first, then overdue sheets, then those that can wait.
    private static IEnumerable<DateOnly> InOrder(IEnumerable<DateOnly> months, DateOnly due) =>
        months
            .OrderBy(m =>
                m == due ? 0
                : m < due ? 1
                : 2
            )
            .ThenByDescending(m => m);

    private static List<OwedRow> InOrder(UnitTree units, int top, IEnumerable<OwedRow> rows) =>
        [
            .. rows.OrderBy(r => r.Sheet.UnitId == top ? 0 : 1)
                .ThenBy(r => units.Find(r.Sheet.UnitId)!.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Sheet.Form.Code, StringComparer.Ordinal),
        ];

    /// <summary>The parameters of a board.</summary>
    private sealed record BoardQuery(
        UnitTree Units,
        UnitScope Scope,
        UnitEntry Top,
        FiguresAddress Address,
        IReadOnlyList<FormInUse> Forms,
        DateOnly First,
        DateOnly Last
    )
    {
        public int Year => First.Year;

        /// <summary>The day as of which the tree of units gives the rows.</summary>
        public DateOnly Day => new(Year, 12, 31);

        public IReadOnlyList<DateOnly> Months { get; } = [.. Enumerable.Range(0, 12).Select(First.AddMonths)];

        public bool IsShown(OwedSheetProgress sheet) => Address.Form is null || sheet.Form.Code == Address.Form;
    }
}
