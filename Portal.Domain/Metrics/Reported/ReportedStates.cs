using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reported;

/// <summary>The progress of the reported months behind some figures.</summary>
/// <param name="Counted">Number of approved months; they are included in the figures.</param>
/// <param name="Provisional">Number of submitted months without approval; they are not included in the figures.</param>
/// <param name="ProvisionalMeasures">The sum of the provisional months.</param>
/// <param name="Missing">Ended months that were not submitted, by unit in order of code.</param>
/// <param name="Pending">The provisional months, by unit in order of code: <paramref name="Provisional"/> in total.</param>
public sealed record ReportedState(
    int Counted,
    int Provisional,
    Measures ProvisionalMeasures,
    IReadOnlyList<UnitMonths> Missing,
    IReadOnlyList<UnitMonths> Pending
);

/// <summary>Months of a unit that are not included in the figures.</summary>
/// <param name="Months">Their first days, in order; at least one.</param>
public sealed record UnitMonths(int UnitId, string UnitName, IReadOnlyList<DateOnly> Months);

/// <summary>Reads which of a unit's reported months are approved, provisional, or missing.</summary>
public interface IReportedStates
{
    /// <summary>
    /// Of the unit and all below it, for the months the period touches; null when none of them reports the stream, or the unit is out
    /// of scope.
    /// </summary>
    Task<ReportedState?> ReadAsync(
        UnitScope scope,
        int unitId,
        MetricPeriod period,
        RecordStream stream,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Whether a sheet may be the source of some month of the unit or of any unit that was ever below it. If not, every number is a single
    /// list of records.
    /// </summary>
    /// <param name="reference">Reference data read just before.</param>
    /// <param name="unitId">The unit.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<bool> MayHoldSheetsAsync(ReferenceData reference, int unitId, RecordStream stream, CancellationToken cancellation = default);
}

/// <inheritdoc cref="IReportedStates"/>
internal sealed class ReportedStates(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    DistrictTime time
) : IReportedStates
{
    // Up to this many units are queried by id. For more, all sheets of the period are read, and the result is cached until a sheet changes:
    // the live page of a province reads it at every change of a case.
    private const int MaxUnitsByName = 500;

    private const int MaxCached = 32;

    private readonly ConcurrentDictionary<CacheKey, (CacheStamp Stamp, ReportedState? State)> _cache = new();

    private sealed record Owed(int UnitId, DateOnly Month, FormInUse Form);

    private readonly record struct CacheKey(int UnitId, MetricPeriod Period, RecordStream Stream);

    /// <summary>The versions of the data that an answer was computed from. Every workflow step of a sheet raises its revision.</summary>
    private readonly record struct CacheStamp(long Reference, long Figures, DateOnly Today, RevisionTotal Sheets);

    public async Task<ReportedState?> ReadAsync(
        UnitScope scope,
        int unitId,
        MetricPeriod period,
        RecordStream stream,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        var known = await figures.GetAsync(reference, cancellation);
        if (!known.Sources.AnyOf(stream))
            return null;
        if (!scope.Contains(reference.Units, unitId, time.Today))
            return null;
        int[] reporting = [.. reference.Units.SelfAndBelow(unitId, period.To).Where(id => known.Sources.Has(id, stream))];
        if (reporting.Length == 0)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (reporting.Length <= MaxUnitsByName)
            return await ReadAsync(db, reporting, period, stream, known, reference, cancellation);

        var cacheKey = new CacheKey(unitId, period, stream);
        var stamp = new CacheStamp(reference.Version, known.Version, time.Today, await TotalAsync(db, period, cancellation));
        if (_cache.TryGetValue(cacheKey, out var cached) && cached.Stamp == stamp)
            return cached.State;
        if (_cache.Count >= MaxCached)
            _cache.Clear();
        var state = await ReadAsync(db, reporting, period, stream, known, reference, cancellation);
        _cache[cacheKey] = (stamp, state);
        return state;
    }

    public async Task<bool> MayHoldSheetsAsync(
        ReferenceData reference,
        int unitId,
        RecordStream stream,
        CancellationToken cancellation = default
    ) => MayHoldSheets((await figures.GetAsync(reference, cancellation)).Sources, reference.Units, unitId, stream);

    /// <inheritdoc cref="IReportedStates.MayHoldSheetsAsync"/>
    public static bool MayHoldSheets(SourceRules sources, UnitTree units, int unitId, RecordStream stream)
    {
        if (!sources.AnyOf(stream))
            return false;
        var below = EverDescendants.Of(units, unitId);
        return sources.All.Any(rule => rule.Stream == stream && rule.Source == FigureSource.Reported && below.Contains(rule.UnitId));
    }

    private static async Task<RevisionTotal> TotalAsync(PortalDb db, MetricPeriod period, CancellationToken cancellation)
    {
        var (first, last) = (Days.MonthStart(period.From), period.To);
        return await db
            .FigureSheets.Where(s => first <= s.Month && s.Month <= last)
            .GroupBy(_ => 1)
            .Select(all => new RevisionTotal(all.Count(), all.Sum(s => s.Revision)))
            .SingleOrDefaultAsync(cancellation);
    }

    private async Task<ReportedState?> ReadAsync(
        PortalDb db,
        int[] reporting,
        MetricPeriod period,
        RecordStream stream,
        FigureReference known,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        var owed = OwedBy(reporting, period, stream, known, reference);
        if (owed.Count == 0)
            return null;

        var (first, last) = (owed.Min(o => o.Month), owed.Max(o => o.Month));
        var forms = owed.Select(o => o.Form.Id).Distinct().ToList();
        var all = db.FigureSheets.AsNoTracking();
        if (reporting.Length <= MaxUnitsByName)
            all = all.Where(s => EF.Parameter(reporting).Contains(s.UnitId));
        var sheets = await all.Where(s =>
                s.Month >= first
                && s.Month <= last
                && forms.Contains(s.FormId)
                && (s.ApprovedVersion != null || s.Status == FigureStatus.Submitted)
            )
            .Select(s => new
            {
                s.Id,
                s.UnitId,
                s.FormId,
                s.Month,
                Approved = s.ApprovedVersion != null,
            })
            .ToDictionaryAsync(s => (s.UnitId, s.FormId, s.Month), cancellation);

        var states = owed.Select(o => (Owed: o, Sheet: sheets.GetValueOrDefault((o.UnitId, o.Form.Id, o.Month)))).ToList();
        var submitted = states.Where(s => s.Sheet is { Approved: false }).ToDictionary(s => s.Sheet!.Id, s => s.Owed);
        var missing = states.Where(s => s.Sheet is null && Days.MonthEnd(s.Owed.Month) < time.Today).Select(s => s.Owed);
        return new(
            states.Count(s => s.Sheet is { Approved: true }),
            submitted.Count,
            await SumAsync(db, submitted, stream, cancellation),
            [.. ByUnit(missing, reference)],
            [.. ByUnit(submitted.Values, reference)]
        );
    }

    private static List<Owed> OwedBy(
        int[] reporting,
        MetricPeriod period,
        RecordStream stream,
        FigureReference known,
        ReferenceData reference
    ) =>
        [
            .. from id in reporting
            from month in period.Months
            where known.Sources.At(id, stream, month) == FigureSource.Reported
            let form = known.Forms.FirstOrDefault(f => f.Stream == stream && f.IsOwedBy(reference.Units, id, month))
            where form is not null
            select new Owed(id, month, form),
        ];

    private static async Task<Measures> SumAsync(
        PortalDb db,
        Dictionary<int, Owed> sheets,
        RecordStream stream,
        CancellationToken cancellation
    )
    {
        if (sheets.Count == 0)
            return default;
        int[] ids = [.. sheets.Keys];
        var cells = await db.Set<FigureCell>().AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.SheetId)).ToListAsync(cancellation);
        return cells
            .GroupBy(c => c.SheetId)
            .Aggregate(
                default(Measures),
                (sum, sheet) =>
                {
                    var owed = sheets[sheet.Key];
                    var values = sheet.ToDictionary(c => c.Code, c => c.Value, StringComparer.Ordinal);
                    return sum + new ReportedMonth(owed.UnitId, stream, owed.Month, owed.Form.At(owed.Month).Definition, values).Measures;
                }
            );
    }

    private static IEnumerable<UnitMonths> ByUnit(IEnumerable<Owed> months, ReferenceData reference) =>
        months
            .GroupBy(o => o.UnitId)
            .OrderBy(g => reference.Units.Find(g.Key)!.Code, StringComparer.Ordinal)
            .Select(g => new UnitMonths(g.Key, reference.Units.NameAt(g.Key, g.Max(o => o.Month)), [.. g.Select(o => o.Month).Order()]));
}
