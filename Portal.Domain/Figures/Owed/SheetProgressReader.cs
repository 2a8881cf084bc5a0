using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Owed;

/// <summary>Reads which sheets are owed and the progress of each, in one query and without any figure.</summary>
public sealed class SheetProgressReader(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    DistrictTime time
)
{
    // Beyond so many units, when they are most of all units, reading whole months is cheaper than naming units.
    private const int MostNamed = 100;

    /// <summary>
    /// The sheets that the units of the scope owe for the months, both inclusive, by today's structure; by month, unit code, form code.
    /// </summary>
    public async Task<IReadOnlyList<OwedSheetProgress>> ReadAsync(
        UnitScope scope,
        DateOnly fromMonth,
        DateOnly toMonth,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        return await ReadAsync(
            reference,
            [.. scope.UnitsAt(reference.Units, time.Today)],
            fromMonth,
            toMonth,
            (_, _) => true,
            asOf: null,
            cancellation
        );
    }

    /// <summary>The sheets that the given units owe, without those below them; units out of scope are left out.</summary>
    public async Task<IReadOnlyList<OwedSheetProgress>> ReadOwnAsync(
        UnitScope scope,
        IReadOnlyCollection<int> units,
        DateOnly fromMonth,
        DateOnly toMonth,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        return await ReadAsync(
            reference,
            [.. units.Where(id => scope.Contains(reference.Units, id, time.Today)).Select(id => reference.Units.Find(id)!)],
            fromMonth,
            toMonth,
            (_, _) => true,
            asOf: null,
            cancellation
        );
    }

    /// <summary>The same for the unit and those below it, chosen by the last day of each month on which they existed.</summary>
    /// <param name="asOf">The instant of the view: later submissions and approvals are left out. The present state stays.</param>
    internal Task<IReadOnlyList<OwedSheetProgress>> ReadAsync(
        ReferenceData reference,
        int unitId,
        DateOnly fromMonth,
        DateOnly toMonth,
        Func<int, DateOnly, bool> owes,
        DateTimeOffset? asOf,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            reference,
            [.. reference.Units.SelfAndEverDescendants(unitId).Select(id => reference.Units.Find(id)!)],
            fromMonth,
            toMonth,
            owes,
            asOf,
            cancellation
        );

    private async Task<IReadOnlyList<OwedSheetProgress>> ReadAsync(
        ReferenceData reference,
        IReadOnlyList<Unit> units,
        DateOnly fromMonth,
        DateOnly toMonth,
        Func<int, DateOnly, bool> owes,
        DateTimeOffset? asOf,
        CancellationToken cancellation
    )
    {
        var forms = (await figures.GetAsync(cancellation)).Forms;
        List<OwedSheet> owed = [.. OwedSheets.Of(units, forms, fromMonth, toMonth, owes)];
        if (owed.Count == 0)
            return [];
        int[] owing = [.. owed.Select(o => o.UnitId).Distinct()];
        var sheets = await SheetsAsync(
            fromMonth,
            toMonth,
            owing.Length > MostNamed && owing.Length > reference.Units.Count / 4 ? null : owing,
            cancellation
        );
        var view = new SheetProgressView(reference.Calendar, time, asOf ?? time.Now);
        return [.. owed.Select(o => view.Of(o, sheets.GetValueOrDefault((o.Form.Id, o.UnitId, o.Month))))];
    }

    private async Task<Dictionary<(int FormId, int UnitId, DateOnly Month), SheetRow>> SheetsAsync(
        DateOnly fromMonth,
        DateOnly toMonth,
        int[]? units,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sheets = db.FigureSheets.AsNoTracking().Where(s => fromMonth <= s.Month && s.Month <= toMonth);
        if (units is not null)
            sheets = sheets.Where(s => EF.Parameter(units).Contains(s.UnitId)); // one parameter, however many
        var rows = await SheetRow.Of(db, sheets).ToListAsync(cancellation);
        return rows.ToDictionary(r => (r.FormId, r.UnitId, r.Month));
    }
}

/// <summary>A sheet without its cells.</summary>
internal sealed record SheetRow(
    int FormId,
    int UnitId,
    DateOnly Month,
    int Version,
    FigureStatus Status,
    int? AwaitingUnitId,
    long Revision,
    DateTimeOffset? FirstSubmittedAt,
    DateTimeOffset? SubmittedAt,
    string? SubmittedBy,
    string? Reason,
    DateTimeOffset? FirstApprovedAt
)
{
    public static IQueryable<SheetRow> Of(PortalDb db, IQueryable<FigureSheet> sheets) =>
        sheets.Select(s => new SheetRow(
            s.FormId,
            s.UnitId,
            s.Month,
            s.Version,
            s.Status,
            s.AwaitingUnitId,
            s.Revision,
            s.FirstSubmittedAt,
            s.SubmittedAt,
            s.SubmittedBy,
            s.Reason,
            db.FigureVersions.Where(v => v.SheetId == s.Id && v.Number == 1).Select(v => (DateTimeOffset?)v.ApprovedAt).FirstOrDefault()
        ));
}

/// <summary>Joins owed sheets with stored ones, as of one instant.</summary>
internal sealed class SheetProgressView(WorkingCalendar calendar, DistrictTime time, DateTimeOffset asOf)
{
    private readonly DateOnly _today = time.DayOf(asOf);
    private readonly Dictionary<(DateOnly Month, int Workday), SheetDeadline> _deadlines = [];
    private readonly Dictionary<(DateOnly Deadline, DateOnly Day), int> _distances = [];

    public OwedSheetProgress Of(OwedSheet owed, SheetRow? sheet)
    {
        var deadline = Deadline(owed);
        var submitted = Until(sheet?.FirstSubmittedAt);
        var came = submitted is { } at ? time.DayOf(at) : _today;
        return new()
        {
            Form = owed.Form,
            UnitId = owed.UnitId,
            Month = owed.Month,
            LastDay = owed.LastDay,
            Deadline = deadline,
            State = sheet is null ? SheetState.NotBegun : (SheetState)sheet.Status,
            Revision = sheet?.Revision ?? 0,
            IsAmended = sheet is { Version: > 1, Status: not FigureStatus.Approved },
            AwaitingUnitId = sheet?.AwaitingUnitId,
            FirstSubmittedAt = submitted,
            SubmittedAt = sheet?.SubmittedAt,
            SubmittedBy = sheet?.SubmittedBy,
            FirstApprovedAt = Until(sheet?.FirstApprovedAt),
            Reason = sheet?.Reason,
            WorkdaysLate = Late(deadline.Day, came),
            IsLate = came > deadline.Day,
            IsExpected = Days.MonthEnd(owed.Month) < _today,
        };
    }

    private DateTimeOffset? Until(DateTimeOffset? instant) => instant <= asOf ? instant : null;

    private SheetDeadline Deadline(OwedSheet owed)
    {
        var key = (owed.Month, owed.Form.DeadlineWorkday);
        if (!_deadlines.TryGetValue(key, out var deadline))
            _deadlines[key] = deadline = FigureDeadlines.Of(calendar, owed.Month, owed.Form.DeadlineWorkday);
        return deadline;
    }

    private int Late(DateOnly deadline, DateOnly day)
    {
        if (!_distances.TryGetValue((deadline, day), out var late))
            _distances[(deadline, day)] = late = -FigureDeadlines.WorkdaysUntil(calendar, day, deadline);
        return late;
    }
}
