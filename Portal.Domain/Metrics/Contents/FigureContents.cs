using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Contents;

/// <summary>Divides a number of the figures into the records and the sheets that it is made of.</summary>
public sealed class FigureContents(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    RecordSearch search,
    DistrictTime time
)
{
    /// <summary>The parts of the number, which add up to it.</summary>
    /// <remarks>
    /// A backlog is one list of records. Where months are reported by sheets, or units moved and the structure of then is shown, a record
    /// may count at only one of its two days: then it is two lists, what was accepted so far less what was closed so far.
    /// </remarks>
    /// <param name="actor">May read the figures of the unit; the records are counted as far as the actor may read them.</param>
    /// <param name="filter">The number, as <see cref="FigureFilters"/> makes it: with a unit and a measure.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null when the filter is no number, or its unit is not in the actor's scope.</returns>
    public async Task<FigureContent?> ReadAsync(Actor actor, RecordFilter filter, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        if (
            filter is not { UnitId: { } unit, Measure: { } measure }
            || !actor.ScopeFor(Permissions.MetricsRead).Contains(reference.Units, unit, time.Today)
        )
            return null;
        var sources = (await figures.GetAsync(cancellation)).Sources;
        var hasSheets = !filter.Counted && ReportedStates.MayHoldSheets(sources, reference.Units, unit, filter.Stream);
        var isMoved = filter.Structure == RecordStructure.Then && reference.Units.HasMoved;
        if (measure != RecordMeasure.Backlog || !(hasSheets || isMoved))
            return new([await TermAsync(actor, filter, 1, hasSheets, reference, cancellation)]);
        var accepted = filter with { Measure = RecordMeasure.Accepted, Basis = RecordBasis.Accepted };
        return new([
            await TermAsync(actor, accepted, 1, hasSheets, reference, cancellation),
            await TermAsync(actor, accepted with { Basis = RecordBasis.Closed }, -1, hasSheets, reference, cancellation),
        ]);
    }

    private async Task<FigureTerm> TermAsync(
        Actor actor,
        RecordFilter filter,
        int sign,
        bool hasSheets,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        var records = hasSheets ? filter with { Counted = true } : filter;
        return new(
            sign,
            records,
            await search.CountAsync(actor, records, int.MaxValue, cancellation),
            hasSheets && MayHoldSheets(filter) ? await SheetsAsync(filter, reference, cancellation) : []
        );
    }

    /// <summary>Figures of sheets have no item, department or channel.</summary>
    private static bool MayHoldSheets(RecordFilter filter) =>
        filter is { ItemId: null or RecordFilter.None, DepartmentId: null or RecordFilter.None, Channel: null };

    private async Task<IReadOnlyList<FigureSheetPart>> SheetsAsync(
        RecordFilter filter,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        var known = await figures.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var parts = new List<FigureSheetPart>();
        var (from, to) = (filter.From is { } first ? Days.MonthStart(first) : (DateOnly?)null, filter.To);
        await foreach (var month in ReportedMonths.ReadAsync(db, known, unitId: null, filter.Stream, filter.AsOf, from, to, cancellation))
        {
            var last = Days.MonthEnd(month.Month);
            if (
                last > (filter.To ?? DateOnly.MaxValue)
                || known.Sources.At(month.UnitId, filter.Stream, last) != FigureSource.Reported
                || !ListUnits.IsIn(reference.Units, filter, month.UnitId, last, time.Today)
            )
                continue;
            if (NumberOf(month, filter) is not 0 and var number)
                parts.Add(
                    new(
                        new(month.Form, reference.Units.Find(month.UnitId)!.Code, month.Month),
                        reference.Units.NameAt(month.UnitId, last),
                        number
                    )
                );
        }
        return [.. parts.OrderBy(part => part.Sheet.Month).ThenBy(part => part.Sheet.Unit, StringComparer.Ordinal)];
    }

    private static long NumberOf(ReportedMonth month, RecordFilter filter)
    {
        var basis = filter.Basis == RecordBasis.Closed ? CellBasis.Closed : CellBasis.Accepted;
        var sum = default(Measures);
        month.Contribute((place, measures) => sum += place.Basis == basis ? measures : default);
        return MetricContents.Of(filter.Measure!.Value, sum);
    }
}

/// <summary>What a number of the figures is made of.</summary>
/// <param name="Terms">One, or two of which the second is subtracted.</param>
public sealed record FigureContent(IReadOnlyList<FigureTerm> Terms)
{
    /// <summary>The number itself.</summary>
    public long Number => Terms.Sum(term => term.Sign * term.Number);

    /// <summary>The list that is the whole number; null when it has other parts.</summary>
    public RecordFilter? Records => Terms is [{ Sheets: [], Records: var records }] ? records : null;

    /// <summary>The sheet that is the whole number; null when it has other parts.</summary>
    public SheetKey? Sheet => Terms is [{ Sheets: [var only], Count: 0 }] ? only.Sheet : null;
}

/// <summary>A list of records with the sheets beside it.</summary>
/// <param name="Sign">1, or −1 for what is subtracted.</param>
/// <param name="Records">The filter of the records.</param>
/// <param name="Count">The number of the records.</param>
/// <param name="Sheets">In order of month and unit; those that count nothing are left out.</param>
public sealed record FigureTerm(int Sign, RecordFilter Records, long Count, IReadOnlyList<FigureSheetPart> Sheets)
{
    public long Number => Count + Sheets.Sum(sheet => sheet.Number);
}

/// <summary>What a sheet of monthly figures adds to a number.</summary>
public sealed record FigureSheetPart(SheetKey Sheet, string UnitName, long Number);
