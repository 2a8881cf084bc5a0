using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Reads sheets for display, with their history and versions.</summary>
public sealed class SheetReader(IDbContextFactory<PortalDb> databases, SheetPlaces places)
{
    private static readonly IReadOnlyDictionary<string, FigureValue> s_nothing = new Dictionary<string, FigureValue>();

    /// <summary>The sheet with everything shown beside it; a sheet without a row is empty.</summary>
    /// <returns>Null when there is no such form or unit, the unit does not owe it, or it is out of the actor's scope.</returns>
    public async Task<SheetView?> OpenAsync(Actor actor, SheetKey key, CancellationToken cancellation = default)
    {
        if (await places.FindAsync(VisibleTo(actor), key, cancellation) is not { } place)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sheet = await SheetStore.FindWithStepsAsync(db, place, cancellation) ?? new();
        var reported = await SheetStore.ReportedBeforeAsync(db, place, cancellation);
        return View(actor, place, sheet) with
        {
            LastMonth = reported.GetValueOrDefault(key.Month.AddMonths(-1), s_nothing),
            LastYear = reported.GetValueOrDefault(key.Month.AddYears(-1), s_nothing),
            History = SheetStore.Histories(reported),
        };
    }

    /// <summary>Every value ever saved in the cell, latest first.</summary>
    public async Task<IReadOnlyList<FigureEntry>> HistoryAsync(
        Actor actor,
        SheetKey key,
        string cell,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(VisibleTo(actor), key, cancellation) is not { } place)
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

    /// <summary>The approved versions, latest first, each with the cells in which it differs from the one before.</summary>
    public async Task<IReadOnlyList<VersionView>> VersionsAsync(Actor actor, SheetKey key, CancellationToken cancellation = default)
    {
        if (await places.FindAsync(VisibleTo(actor), key, cancellation) is not { } place)
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

    // The permission to enter includes seeing: an API key that only writes receives the findings in its answer.
    private static UnitScope VisibleTo(Actor actor) => actor.ScopeFor(Permissions.FiguresRead).Or(actor.ScopeFor(Permissions.FiguresWrite));

    private static SheetView View(Actor actor, SheetPlace place, FigureSheet sheet) =>
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
            Steps = [.. sheet.Steps.OrderByDescending(s => s.Id).Select(s => ToView(place, s))],
            May = Rights(actor, place, sheet),
        };

    private static SheetRights Rights(Actor actor, SheetPlace place, FigureSheet sheet)
    {
        var enters = place.IsWithin(actor.ScopeFor(Permissions.FiguresWrite));
        return new(
            Enter: enters && sheet.IsOpen,
            Submit: enters && sheet.IsOpen,
            Withdraw: enters && sheet.CanBeWithdrawn,
            Approve: place.MayApprove(actor, sheet),
            Amend: enters && sheet.Status == FigureStatus.Approved
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
