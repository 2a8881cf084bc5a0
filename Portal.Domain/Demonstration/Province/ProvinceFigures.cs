using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Sheets;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Province;

/// <summary>
/// Generates one month of a province's monthly figures: half approved, a third awaiting approval, the rest drafts or not started.
/// </summary>
/// <remarks>
/// Only the first city gets values: for all cities they would be about seven million cells, which boards and lists do not read.
/// </remarks>
public sealed class ProvinceFigures(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    FormWriter forms,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    DistrictTime time
)
{
    private const int SheetsPerBatch = 5_000;

    /// <summary>Installs the forms with a stream, owed from the month on, and writes that month's sheets.</summary>
    /// <exception cref="InvalidOperationException">A form cannot be installed.</exception>
    internal async Task FillAsync(DateOnly month, CancellationToken cancellation)
    {
        foreach (var shipped in ShippedForms.All.Where(f => f.Stream is not null))
        {
            var draft = new FormDraft(
                shipped.Code,
                shipped.Kinds,
                shipped.Stream,
                month,
                LastMonth: null,
                shipped.DeadlineWorkday,
                shipped.Definition
            );
            if (await forms.SaveAsync(Actor.System, draft, cancellation) is [var problem, ..])
                throw new InvalidOperationException($"The form {shipped.Code} cannot be installed: {problem}");
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        await WriteAsync(db, await references.GetAsync(cancellation), await figures.GetAsync(cancellation), month, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task WriteAsync(
        PortalDb db,
        ReferenceData reference,
        FigureReference known,
        DateOnly month,
        CancellationToken cancellation
    )
    {
        var counts = new ReportedCounts(calculator);
        await counts.ReadAsync(db, cancellation);
        var (values, course) = (new ReportedValues(counts), new ProvinceSheetGenerator(reference, time, month));
        var owed = OwedSheets.Of(reference.Units.All, known.Forms, month, month, (_, _) => true);
        foreach (
            var part in owed.Select(o => course.Of(o.Form, reference.Units.Find(o.UnitId)!)).OfType<ProvinceSheet>().Chunk(SheetsPerBatch)
        )
        {
            var ids = await BulkRows.ReserveAsync<FigureSheet>(db, part.Length, cancellation);
            for (var i = 0; i < part.Length; i++)
                part[i].Number(ids[i]);
            foreach (var sheet in part.Where(s => s.IsOfFirstCity))
                sheet.Fill(values);
            await BulkRows.InsertAsync(db, part.Select(s => s.Sheet), numbered: true, cancellation);
            await BulkRows.InsertAsync(db, part.SelectMany(s => s.Cells), numbered: true, cancellation);
            await BulkRows.InsertAsync(db, part.SelectMany(s => s.Steps), numbered: false, cancellation);
            await BulkRows.InsertAsync(db, part.Select(s => s.Version).OfType<FigureVersion>(), numbered: true, cancellation);
        }
    }
}
