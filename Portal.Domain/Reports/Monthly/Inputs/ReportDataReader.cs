using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Values;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Outcomes;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Reads all data of a report: from cells, reference data and approved sheets, never from records.</summary>
/// <remarks>Checks no actor: <see cref="IReportWriter"/> serves jobs too. Users open reports through the archive, which checks.</remarks>
internal sealed class ReportDataReader(
    IDbContextFactory<PortalDb> databases,
    ConsistentRead steady,
    IMetricsReader metrics,
    IReportedStates reported,
    IReferenceReader references,
    IFigureReferences figures,
    SheetProgressReader progress,
    DistrictTime time
)
{
    /// <summary>All figures as of one moment; null when there is no such unit in the period, or the period has not begun.</summary>
    public Task<ReportData?> ReadAsync(ReportKey key, CancellationToken cancellation) =>
        steady.ReadAsync(() => ReadOnceAsync(key, cancellation), cancellation);

    private async Task<ReportData?> ReadOnceAsync(ReportKey key, CancellationToken cancellation)
    {
        if (key.From > time.Today)
            return null;
        var reference = await references.GetAsync(cancellation);
        if (
            reference.Units.Find(key.Unit) is not { } unit
            || !key.Period.Months.Any(m => reference.Units.IsInForce(unit.Id, m) || reference.Units.IsInForce(unit.Id, Days.MonthEnd(m)))
        )
            return null;
        var version = reference.Units.VersionAt(unit.Id, key.Period.To);
        var cases = await StreamAsync(reference.Units, unit.Id, key, RecordStream.Cases, cancellation);
        var appeals = await StreamAsync(reference.Units, unit.Id, key, RecordStream.Appeals, cancellation);
        var lastDay = key.Period.To < time.Today ? key.Period.To : time.Today;
        var catalogue = new CatalogueDataReader(reference, unit.Id, lastDay);
        return new()
        {
            Key = key,
            LastDay = lastDay,
            UnitId = unit.Id,
            UnitName = version.Name,
            UnitKind = version.Kind,
            IssuerName = Issuer(reference.Units, unit.Id, key.Period.To),
            Units = reference.Units,
            Cases = await cases.ReadAsync(cancellation),
            Appeals = await appeals.ReadAsync(cancellation),
            Centres = await CentresAsync(catalogue, cases, cancellation),
            Catalogue = catalogue.Read(),
            Points = [.. new[] { UnitKind.Street, UnitKind.Community }.Select(catalogue.ReadPoints).OfType<PointsData>()],
            Sheets = await SheetsAsync(reference, unit.Id, key, cancellation),
            Forms = await FormsAsync(reference.Units, unit.Id, key, cancellation),
            Outcomes = await OutcomesAsync(unit.Id, key, cancellation),
            Remark = await RemarkAsync(unit.Id, key, cancellation),
        };
    }

    private async Task<OutcomeCounts?> OutcomesAsync(int unitId, ReportKey key, CancellationToken cancellation)
    {
        var query = new MetricQuery
        {
            UnitId = unitId,
            Period = key.Period,
            Outcomes = true,
        };
        return (await metrics.ReadAsync(UnitScope.Everything, query, cancellation)) is [var row] ? row.Figures.Outcomes : null;
    }

    private async Task<StreamFigures> StreamAsync(
        UnitTree units,
        int unitId,
        ReportKey key,
        RecordStream stream,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var begins = await new CellLoader(db).EdgeDayAsync(stream, CellBasis.Accepted, unitId, key.Period.To, last: false, cancellation);
        return new(metrics, reported, units, unitId, key, stream, begins);
    }

    private static string Issuer(UnitTree units, int unitId, DateOnly day)
    {
        var district = units.SelfAndAbove(unitId, day).FirstOrDefault(id => units.VersionAt(id, day).Kind.IsGovernment(), unitId);
        return units.NameAt(district, day);
    }

    private static async Task<IReadOnlyList<CentreData>> CentresAsync(
        CatalogueDataReader catalogue,
        StreamFigures cases,
        CancellationToken cancellation
    )
    {
        var centres = new List<CentreData>();
        foreach (var point in catalogue.Centres())
            centres.Add(new(point, await cases.TotalAsync(point.UnitId, cancellation)));
        return centres;
    }

    private async Task<IReadOnlyList<OwedSheetProgress>> SheetsAsync(
        ReferenceData reference,
        int unitId,
        ReportKey key,
        CancellationToken cancellation
    )
    {
        var sheets = await progress.ReadAsync(
            reference,
            unitId,
            key.From,
            key.To,
            (unit, day) => reference.Units.IsWithin(unit, unitId, day),
            asOf: null,
            cancellation
        );
        return [.. sheets.Where(s => s.IsExpected)];
    }

    /// <summary>
    /// Each form as it is at the end of the period; months of older versions are left out where their cells are others.
    /// </summary>
    private async Task<IReadOnlyList<FormData>> FormsAsync(UnitTree units, int unitId, ReportKey key, CancellationToken cancellation)
    {
        var forms = (await figures.GetAsync(cancellation)).Forms.Where(f => f.Stream is null).ToList();
        var ids = forms.ConvertAll(f => f.Id);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var approved = await db
            .FigureSheets.AsNoTracking()
            .Where(s => ids.Contains(s.FormId) && key.From <= s.Month && s.Month <= key.To && s.ApprovedVersion != null)
            .Join(
                db.FigureVersions,
                s => new { s.Id, Number = s.ApprovedVersion!.Value },
                v => new { Id = v.SheetId, v.Number },
                (s, v) =>
                    new
                    {
                        s.FormId,
                        s.UnitId,
                        s.Month,
                        v.Values,
                    }
            )
            .ToListAsync(cancellation);
        var below = approved
            .Where(s => units.IsWithin(s.UnitId, unitId, Days.MonthEnd(s.Month)))
            .OrderBy(s => s.Month)
            .ThenBy(s => s.UnitId)
            .ToLookup(s => s.FormId);
        return
        [
            .. from form in forms
            let sheets = below[form.Id].Select(s => new SheetFigures(s.Month, s.UnitId, FigureValues.Read(s.Values))).ToList()
            where sheets.Count > 0
            select new FormData(form.Code, form.At(key.To).Definition, sheets.Count, sheets),
        ];
    }

    private async Task<ReportRemark?> RemarkAsync(int unitId, ReportKey key, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var last = await db
            .ReportRemarks.AsNoTracking()
            .Where(r => r.UnitId == unitId && r.From == key.From && r.To == key.To)
            .OrderByDescending(r => r.Number)
            .FirstOrDefaultAsync(cancellation);
        return last is { Text.Length: > 0 } ? last : null;
    }
}
