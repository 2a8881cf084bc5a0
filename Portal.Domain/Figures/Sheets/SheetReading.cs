using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Shows sheets, their history and their versions.</summary>
internal sealed class SheetReading(IDbContextFactory<PortalDb> databases, SheetPlaces places)
{
    private static readonly IReadOnlyDictionary<string, FigureValue> s_nothing = new Dictionary<string, FigureValue>();

    public async Task<SheetView?> OpenAsync(FigureAuthor author, SheetKey key, CancellationToken cancellation)
    {
        if (await places.FindAsync(author.Scope, key, cancellation) is not { } place)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sheet = await SheetStore.FindAsync(db, place, cancellation);
        var steps = sheet is null
            ? []
            : await db.FigureSteps.AsNoTracking().Where(s => s.SheetId == sheet.Id).OrderByDescending(s => s.Id).ToListAsync(cancellation);
        var reported = await SheetStore.ReportedBeforeAsync(db, place, cancellation);
        return View(author, place, sheet ?? new FigureSheet(), steps) with
        {
            LastMonth = reported.GetValueOrDefault(key.Month.AddMonths(-1), s_nothing),
            LastYear = reported.GetValueOrDefault(key.Month.AddYears(-1), s_nothing),
            History = SheetStore.Histories(reported),
        };
    }

    public async Task<IReadOnlyList<FigureEntry>> HistoryAsync(UnitScope scope, SheetKey key, string cell, CancellationToken cancellation)
    {
        if (await places.FindAsync(scope, key, cancellation) is not { } place)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sheets = db
            .FigureSheets.Where(s => s.UnitId == place.UnitId && s.FormId == place.Form.Id && s.Month == key.Month)
            .Select(s => s.Id);
        return await db
            .FigureEntries.AsNoTracking()
            .Where(e => sheets.Contains(e.SheetId) && e.Code == cell)
            .OrderByDescending(e => e.Id)
            .ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<VersionView>> VersionsAsync(UnitScope scope, SheetKey key, CancellationToken cancellation)
    {
        if (await places.FindAsync(scope, key, cancellation) is not { } place)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sheets = db
            .FigureSheets.Where(s => s.UnitId == place.UnitId && s.FormId == place.Form.Id && s.Month == key.Month)
            .Select(s => s.Id);
        var versions = await db
            .FigureVersions.AsNoTracking()
            .Where(v => sheets.Contains(v.SheetId))
            .OrderBy(v => v.Number)
            .ToListAsync(cancellation);
        var views = new List<VersionView>();
        foreach (var version in versions)
        {
            var values = FigureValues.Read(version.Values);
            var changes = views.Count == 0 ? [] : Changes(views[^1].Values, values);
            views.Add(new(version.Number, version.Reason, version.SubmittedBy, version.ApprovedBy, version.ApprovedAt, values, changes));
        }
        views.Reverse();
        return views;
    }

    private static SheetView View(FigureAuthor author, SheetPlace place, FigureSheet sheet, List<FigureStep> steps) =>
        new()
        {
            Key = place.Key,
            Form = place.Form,
            Definition = place.Definition,
            UnitId = place.UnitId,
            UnitName = place.UnitName,
            Status = sheet.Status,
            Version = sheet.Version,
            Revision = sheet.Revision,
            Reason = sheet.Reason,
            AwaitingUnitName = sheet.AwaitingUnitId is { } turn && sheet.Status != FigureStatus.Draft ? Name(place, turn) : null,
            Cells = sheet
                .Cells.Where(c => place.Definition.Find(c.Code) is not null)
                .ToDictionary(c => c.Code, ToView, StringComparer.Ordinal),
            LastMonth = s_nothing,
            LastYear = s_nothing,
            History = new Dictionary<string, IReadOnlyList<decimal>>(),
            Deadline = FigureDeadlines.Of(place.Reference.Calendar, place.Key.Month, place.Form.DeadlineWorkday),
            FirstSubmittedAt = sheet.FirstSubmittedAt,
            SubmittedAt = sheet.SubmittedAt,
            SubmittedBy = sheet.SubmittedBy,
            ApprovedAt = sheet.ApprovedAt,
            Source = place.Source,
            Steps = [.. steps.Select(s => ToView(place, s))],
            May = Rights(author, place, sheet, steps),
        };

    private static SheetRights Rights(FigureAuthor author, SheetPlace place, FigureSheet sheet, List<FigureStep> steps)
    {
        var open = author.MayEnter && sheet.Status is FigureStatus.Draft or FigureStatus.Returned && author.MayEnter;
        return new(
            Enter: open,
            Submit: open,
            Withdraw: author.MayEnter && sheet.Status == FigureStatus.Submitted && !SheetMoves.ApprovedSinceSubmission(steps),
            Approve: place.MayApprove(author, sheet),
            Amend: author.MayEnter && sheet.Status == FigureStatus.Approved
        );
    }

    internal static CellView ToView(FigureCell cell) =>
        new(cell.Value, cell.Comment, cell.Revision, cell.SavedBy, cell.SavedAt, cell.ReturnReason);

    private static StepView ToView(SheetPlace place, FigureStep step) =>
        new(
            step.Action,
            step.Version,
            step.UnitId is { } unit ? Name(place, unit) : null,
            step.Reason,
            step.Cells?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            step.By,
            step.At
        );

    private static string Name(SheetPlace place, int unitId) => place.Reference.Units.NameAt(unitId, place.Today);

    private static List<CellChange> Changes(
        IReadOnlyDictionary<string, FigureValue> before,
        IReadOnlyDictionary<string, FigureValue> after
    ) =>
        [
            .. before
                .Keys.Union(after.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(code => new CellChange(code, before.GetValueOrDefault(code), after.GetValueOrDefault(code)))
                .Where(c => c.Before != c.After),
        ];
}
