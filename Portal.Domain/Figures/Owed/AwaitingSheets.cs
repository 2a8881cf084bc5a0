using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Owed;

/// <summary>A sheet that waits for an approval, with the sums by which an approver judges it.</summary>
/// <param name="AwaitingUnitId">The unit that approves next.</param>
/// <param name="Revision">To be sent along with the approval.</param>
/// <param name="Sums">Of the measures that approvers look at first; empty for forms without a stream.</param>
/// <param name="Comments">Cells with a warning that its clerk explained. A comment on a warning that is gone does not count.</param>
public sealed record AwaitingSheet(
    SheetKey Key,
    FormInUse Form,
    int UnitId,
    string UnitName,
    int AwaitingUnitId,
    string AwaitingName,
    long Revision,
    DateTimeOffset SubmittedAt,
    string SubmittedBy,
    bool IsAmended,
    IReadOnlyList<MeasureSum> Sums,
    int Comments
);

/// <summary>What a sheet reports of a measure, and what the unit reported the month before; null for nothing.</summary>
public sealed record MeasureSum(FigureMeasure Measure, decimal? Now, decimal? Before);

/// <summary>Reads the sheets that wait for approvers.</summary>
public sealed class AwaitingSheets(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    DistrictTime time
)
{
    /// <summary>The most sheets of the actor's own units in one answer; the others follow when these are approved.</summary>
    public const int MostOwn = 500;

    /// <summary>The most sheets of units below in one answer: they are looked at, not worked through.</summary>
    public const int MostOthers = 50;

    private static readonly FigureMeasure[] s_shownMeasures = [FigureMeasure.Accepted, FigureMeasure.OnTheSpot];

    /// <summary>
    /// The sheets that the actor may approve, those of the actor's own units first, then by submission. Empty without the right to approve.
    /// At most <see cref="MostOwn"/> and <see cref="MostOthers"/>, the longest-waiting ones.
    /// </summary>
    public async Task<IReadOnlyList<AwaitingSheet>> ReadAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FiguresApprove);
        if (scope.IsNothing)
            return [];
        var reference = await references.GetAsync(cancellation);
        var forms = await figures.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (own, others) = Waiting(db, scope, reference.Units);
        List<FigureSheet> sheets =
        [
            .. await own.OrderBy(s => s.SubmittedAt).Take(MostOwn).ToListAsync(cancellation),
            .. await others.OrderBy(s => s.SubmittedAt).Take(MostOthers).ToListAsync(cancellation),
        ];
        if (sheets.Count == 0)
            return [];

        var before = await BeforeAsync(db, sheets, cancellation);
        var cells = await CellsAsync(db, [.. sheets.Select(s => s.Id), .. before.Values], forms, cancellation);
        var explained = await ExplainedWarningsAsync(db, [.. sheets.Where(s => cells[s.Id].Any(c => c.HasComment))], forms, cancellation);
        return
        [
            .. sheets.Select(s =>
                ToAwaitingSheet(
                    s,
                    forms.Find(s.FormId)!,
                    reference.Units,
                    cells[s.Id],
                    before.TryGetValue(Place(s), out var id) ? cells[id] : [],
                    explained.GetValueOrDefault(s.Id)
                )
            ),
        ];
    }

    /// <summary>The number of sheets that wait for the actor's own units; those that wait for units below are not counted.</summary>
    public async Task<int> CountAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FiguresApprove);
        if (scope.IsNothing)
            return 0;
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Waiting(db, scope, units).Own.CountAsync(cancellation);
    }

    /// <summary>The number of sheets that wait for units below the actor's own.</summary>
    public async Task<int> CountOthersAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FiguresApprove);
        if (scope.IsNothing)
            return 0;
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Waiting(db, scope, units).Others.CountAsync(cancellation);
    }

    private (IQueryable<FigureSheet> Own, IQueryable<FigureSheet> Others) Waiting(PortalDb db, UnitScope scope, UnitTree units)
    {
        var sheets = db.FigureSheets.AsNoTracking().Where(s => s.Status == FigureStatus.Submitted);
        int[] own = [.. scope.TopsAt(units, time.Today).Select(unit => unit.Id)];
        var others = sheets.Where(s => s.AwaitingUnitId != null && !EF.Parameter(own).Contains(s.AwaitingUnitId.Value));
        // All units are below the roots, so the query need not name them.
        if (!scope.IsEverything && !units.RootsAt(time.Today).All(root => own.Contains(root.Id)))
        {
            var below = scope.UnitsAt(units, time.Today).Select(unit => unit.Id).ToArray();
            others = others.Where(s => EF.Parameter(below).Contains(s.AwaitingUnitId!.Value)); // one parameter, however many
        }
        return (sheets.Where(s => s.AwaitingUnitId != null && EF.Parameter(own).Contains(s.AwaitingUnitId.Value)), others);
    }

    /// <summary>The sheets of the month before, by form, unit and the month after theirs.</summary>
    private static async Task<Dictionary<(int, int, DateOnly), int>> BeforeAsync(
        PortalDb db,
        List<FigureSheet> sheets,
        CancellationToken cancellation
    )
    {
        List<DateOnly> months = [.. sheets.Select(s => s.Month.AddMonths(-1)).Distinct()];
        var units = sheets.Select(s => s.UnitId).Distinct().ToArray();
        var rows = await db
            .FigureSheets.Where(s => months.Contains(s.Month) && units.Contains(s.UnitId))
            .Select(s => new
            {
                s.Id,
                s.FormId,
                s.UnitId,
                s.Month,
            })
            .ToListAsync(cancellation);
        return rows.ToDictionary(r => (r.FormId, r.UnitId, r.Month.AddMonths(1)), r => r.Id);
    }

    private static async Task<ILookup<int, CellRow>> CellsAsync(
        PortalDb db,
        int[] sheets,
        FigureReference forms,
        CancellationToken cancellation
    )
    {
        var codes = forms
            .Forms.SelectMany(f => f.Versions)
            .SelectMany(v => v.Definition.Cells)
            .Where(c => IsShownMeasure(c.Traits))
            .Select(c => c.Code)
            .Distinct()
            .ToArray();
        var cells = await db.Set<FigureCell>()
            .AsNoTracking()
            .Where(c => sheets.Contains(c.SheetId) && (codes.Contains(c.Code) || c.Comment != null))
            .Select(c => new CellRow(c.SheetId, c.Code, c.Number, c.Comment != null && c.Comment != ""))
            .ToListAsync(cancellation);
        return cells.ToLookup(c => c.SheetId);
    }

    /// <summary>The number of cells with an explained warning, by sheet. Few sheets have any, so each is checked by itself.</summary>
    private static async Task<Dictionary<int, int>> ExplainedWarningsAsync(
        PortalDb db,
        List<FigureSheet> commented,
        FigureReference forms,
        CancellationToken cancellation
    )
    {
        var ids = commented.Select(s => s.Id).ToArray();
        var explained = new Dictionary<int, int>();
        foreach (
            var sheet in await db.FigureSheets.AsNoTracking().Include(s => s.Cells).Where(s => ids.Contains(s.Id)).ToListAsync(cancellation)
        )
        {
            var definition = forms.Find(sheet.FormId)!.At(sheet.Month).Definition;
            var before = await SheetStore.ReportedBeforeAsync(db, sheet.UnitId, sheet.FormId, sheet.Month, cancellation);
            var warned = FormChecks
                .Run(definition, SheetStore.Values(sheet, definition), SheetStore.Histories(before))
                .Where(f => f.Severity == CheckSeverity.Warning)
                .Select(f => f.Cell)
                .ToHashSet(StringComparer.Ordinal);
            explained[sheet.Id] = sheet.Cells.Count(c => !string.IsNullOrEmpty(c.Comment) && warned.Contains(c.Code));
        }
        return explained;
    }

    private AwaitingSheet ToAwaitingSheet(
        FigureSheet sheet,
        FormInUse form,
        UnitTree units,
        IEnumerable<CellRow> now,
        IEnumerable<CellRow> before,
        int explained
    ) =>
        new(
            new(form.Code, units.Find(sheet.UnitId)!.Code, sheet.Month),
            form,
            sheet.UnitId,
            units.NameAt(sheet.UnitId, Days.MonthEnd(sheet.Month)),
            sheet.AwaitingUnitId!.Value,
            units.NameAt(sheet.AwaitingUnitId.Value, time.Today),
            sheet.Revision,
            sheet.SubmittedAt ?? default,
            sheet.SubmittedBy ?? "",
            sheet.Version > 1,
            form.Stream is null
                ? []
                :
                [
                    .. s_shownMeasures.Select(m => new MeasureSum(
                        m,
                        Sum(form.At(sheet.Month).Definition, m, now),
                        Sum(form.At(sheet.Month.AddMonths(-1)).Definition, m, before)
                    )),
                ],
            explained
        );

    private static decimal? Sum(FormDefinition definition, FigureMeasure measure, IEnumerable<CellRow> cells) =>
        cells
            .Where(c => c.Number is not null && definition.Find(c.Code)?.Traits.Measure == measure)
            .Aggregate((decimal?)null, (sum, c) => (sum ?? 0) + c.Number);

    private static bool IsShownMeasure(IndicatorTraits traits) => traits.Measure is { } measure && s_shownMeasures.Contains(measure);

    private static (int, int, DateOnly) Place(FigureSheet sheet) => (sheet.FormId, sheet.UnitId, sheet.Month);

    private sealed record CellRow(int SheetId, string Code, decimal? Number, bool HasComment);
}
