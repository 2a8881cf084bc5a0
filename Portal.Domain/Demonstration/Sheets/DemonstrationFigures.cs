using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Sheets;

/// <summary>
/// Writes the monthly figures of the demonstration: forms, ten months of sheets, and a street whose communities report instead of sending
/// records.
/// </summary>
/// <remarks>Forms and sheets are written in one transaction.</remarks>
public sealed class DemonstrationFigures(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    SourcesOfRecord sources,
    DistrictTime time
)
{
    private static readonly DateOnly s_first = new(2014, 1, 1);
    private static readonly DateOnly s_last = new(2014, 10, 1);

    /// <summary>Writes the missing parts; existing forms and sources of record stay unchanged.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        if ((await figures.GetAsync(cancellation)).Forms.Count == 0)
            await AddAsync(cancellation);
        if (!(await figures.GetAsync(cancellation)).Sources.Any)
            await SetReportingCommunitiesAsync(cancellation);
    }

    private async Task AddAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var known = await AddFormsAsync(db, cancellation);
        await AddSheetsAsync(db, known, await references.GetAsync(cancellation), cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<IReadOnlyList<FormInUse>> AddFormsAsync(PortalDb db, CancellationToken cancellation)
    {
        var forms = ShippedForms.All.Select(Form).ToList();
        db.FigureForms.AddRange(forms);
        await db.SaveChangesAsync(cancellation);
        return
        [
            .. forms.Zip(
                ShippedForms.All,
                (form, shipped) =>
                    new FormInUse(
                        form.Id,
                        form.Code,
                        form.Kinds,
                        form.Stream,
                        form.FirstMonth,
                        form.LastMonth,
                        form.DeadlineWorkday,
                        [new(form.Versions[0].Id, s_first, shipped.Definition)]
                    )
            ),
        ];
    }

    private FigureForm Form(ShippedForm shipped) =>
        new()
        {
            Code = shipped.Code,
            Kinds = shipped.Kinds,
            Stream = shipped.Stream,
            FirstMonth = s_first,
            LastMonth = s_last,
            DeadlineWorkday = shipped.DeadlineWorkday,
            Versions =
            {
                new()
                {
                    FromMonth = s_first,
                    Definition = FormJson.Write(shipped.Definition),
                    WrittenBy = "区效能办",
                    WrittenAt = time.Now,
                },
            },
        };

    private async Task AddSheetsAsync(PortalDb db, IReadOnlyList<FormInUse> forms, ReferenceData reference, CancellationToken cancellation)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var counts = new ReportedCounts(calculator);
        await counts.ReadAsync(db, cancellation);
        var writer = new ReportedSheetGenerator(new ReportedValues(counts), reference, time);
        for (var month = s_first; month <= s_last; month = month.AddMonths(1))
        {
            var sheets = (
                from form in forms
                from unit in reference.Units.All
                where form.IsOwedBy(reference.Units, unit.Id, month)
                let sheet = writer.Write(form, unit, month)
                where sheet is not null
                select sheet
            ).ToList();
            db.FigureSheets.AddRange(sheets.Select(s => s.Sheet));
            await db.SaveChangesAsync(cancellation); // assigns the ids that cells and steps refer to
            foreach (var sheet in sheets)
                sheet.AddRestTo(db);
            await db.SaveChangesAsync(cancellation);
            var cells = sheets.SelectMany(s => s.Cells).ToList();
            await BulkRows.InsertAsync(db, cells, numbered: true, cancellation);
            await BulkRows.InsertAsync(db, cells.Select(Entry), numbered: false, cancellation);
            db.ChangeTracker.Clear();
        }
    }

    private static FigureEntry Entry(FigureCell cell) =>
        new()
        {
            SheetId = cell.SheetId,
            Version = 1,
            Code = cell.Code,
            Value = cell.Value.ToString(),
            Comment = cell.Comment,
            Revision = cell.Revision,
            Origin = EntryOrigin.Typed,
            SavedBy = cell.SavedBy,
            SavedAt = cell.SavedAt,
        };

    /// <summary>Makes reports the source of record for the communities of 后洲街道, from the first to the last month of the forms.</summary>
    private async Task SetReportingCommunitiesAsync(CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        foreach (var community in units.ChildrenAt(units.Find(TaijiangCodes.Houzhou)!.Id, s_last))
        {
            await sources.SetAsync(Actor.System, community.Code, RecordStream.Cases, s_first, FigureSource.Reported, cancellation);
            await sources.SetAsync(
                Actor.System,
                community.Code,
                RecordStream.Cases,
                s_last.AddMonths(1),
                FigureSource.Records,
                cancellation
            );
        }
    }
}
