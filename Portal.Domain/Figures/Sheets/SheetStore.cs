using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Queries for sheets, shared by several services.</summary>
internal static class SheetStore
{
    /// <summary>The sheet with its cells; null when it has no row yet.</summary>
    public static Task<FigureSheet?> FindAsync(PortalDb db, SheetPlace place, CancellationToken cancellation) =>
        db
            .FigureSheets.Include(s => s.Cells)
            .SingleOrDefaultAsync(s => s.UnitId == place.UnitId && s.FormId == place.Form.Id && s.Month == place.Key.Month, cancellation);

    /// <inheritdoc cref="FindAsync"/>
    public static async Task<FigureSheet?> FindWithStepsAsync(PortalDb db, SheetPlace place, CancellationToken cancellation)
    {
        if (await FindAsync(db, place, cancellation) is not { } sheet)
            return null;
        await db.Entry(sheet).Collection(s => s.Steps).LoadAsync(cancellation);
        return sheet;
    }

    /// <summary>
    /// What the unit reported with the form by month, from the year before up to the month before; drafts are not reports.
    /// </summary>
    public static Task<IReadOnlyDictionary<DateOnly, IReadOnlyDictionary<string, FigureValue>>> ReportedBeforeAsync(
        PortalDb db,
        SheetPlace place,
        CancellationToken cancellation
    ) => ReportedBeforeAsync(db, place.UnitId, place.Form.Id, place.Key.Month, cancellation);

    /// <inheritdoc cref="ReportedBeforeAsync(PortalDb, SheetPlace, CancellationToken)"/>
    public static async Task<IReadOnlyDictionary<DateOnly, IReadOnlyDictionary<string, FigureValue>>> ReportedBeforeAsync(
        PortalDb db,
        int unitId,
        int formId,
        DateOnly month,
        CancellationToken cancellation
    )
    {
        var first = month.AddYears(-1);
        var sheets = await db
            .FigureSheets.AsNoTracking()
            .Include(s => s.Cells)
            .Where(s => s.UnitId == unitId && s.FormId == formId && s.Month >= first && s.Month < month)
            .ToListAsync(cancellation);
        var reported = new Dictionary<DateOnly, IReadOnlyDictionary<string, FigureValue>>();
        foreach (var sheet in sheets)
        {
            if (sheet.Status is FigureStatus.Submitted or FigureStatus.Approved)
                reported[sheet.Month] = Values(sheet);
            else if (sheet.ApprovedVersion is { } number)
                reported[sheet.Month] = await ApprovedAsync(db, sheet.Id, number, cancellation);
        }
        return reported;
    }

    /// <summary>The values of the cells.</summary>
    public static IReadOnlyDictionary<string, FigureValue> Values(FigureSheet sheet) =>
        sheet.Cells.Where(c => !c.Value.IsMissing).ToDictionary(c => c.Code, c => c.Value, StringComparer.Ordinal);

    /// <summary>The values of the form's cells: a sheet begun before the form changed may have other cells too.</summary>
    public static IReadOnlyDictionary<string, FigureValue> Values(FigureSheet sheet, FormDefinition definition) =>
        Values(sheet).Where(v => definition.Find(v.Key) is not null).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);

    /// <summary>The figures of an approved version.</summary>
    public static async Task<IReadOnlyDictionary<string, FigureValue>> ApprovedAsync(
        PortalDb db,
        int sheetId,
        int number,
        CancellationToken cancellation
    ) =>
        FigureValues.Read(
            await db.FigureVersions.Where(v => v.SheetId == sheetId && v.Number == number).Select(v => v.Values).SingleAsync(cancellation)
        );

    /// <summary>The numbers reported, by cell, oldest month first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<decimal>> Histories(
        IReadOnlyDictionary<DateOnly, IReadOnlyDictionary<string, FigureValue>> reported
    ) =>
        reported
            .OrderBy(m => m.Key)
            .SelectMany(m => m.Value)
            .Where(v => v.Value.Number is not null)
            .GroupBy(v => v.Key, v => v.Value.Number!.Value)
            .ToDictionary(g => g.Key, IReadOnlyList<decimal> (g) => [.. g], StringComparer.Ordinal);
}
