using Portal.Domain.Catalogue;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Live;

/// <summary>Reads one snapshot: a fixed number of questions to the cells, however many records there are.</summary>
public sealed class LiveReader(IMetricsReader metrics, IRecordFeed records, IReferenceReader references, IReportedStates reported, TimeProvider clock)
{
    private const int LatestCount = 14;
    private const int FewMonths = 4;

    /// <param name="version">The version known before the reading began, so that a change meanwhile is read again.</param>
    public async Task<LiveSnapshot> ReadAsync(LiveKey key, long version, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var now = key.Period;
        var months = await UnitMonthsAsync(key, cancellation);
        return new()
        {
            Key = key,
            Version = version,
            ReadAt = clock.GetUtcNow(),
            Current = await TotalAsync(key, now, cancellation),
            Previous = await TotalAsync(key, now.Previous, cancellation),
            YearBefore = await TotalAsync(key, now.YearBefore, cancellation),
            Trend = await TrendAsync(key, now, cancellation),
            PreviousTrend = await TrendAsync(key, now.Previous, cancellation),
            YearBeforeTrend = await TrendAsync(key, now.YearBefore, cancellation),
            Groups = await GroupsAsync(key, units, months, cancellation),
            HeatMonths = HeatMonths(now, months),
            Departments = key.Channel is null ? await PartsAsync(key, MetricBy.Department, cancellation) : [],
            Items = key.Channel is null ? await PartsAsync(key, MetricBy.Item, cancellation) : [],
            Channels = await PartsAsync(key with { Channel = null }, MetricBy.Channel, cancellation),
            Reported = await reported.ReadAsync(key.UnitId, now, key.Stream, cancellation),
            Latest = await records.LatestAsync(new(key.UnitId, now.From, now.To, key.Stream, key.Channel, LatestCount), cancellation),
        };
    }

    /// <summary>The months in which the unit accepted records, in order; empty when it never did.</summary>
    public async Task<IReadOnlyList<DateOnly>> MonthsWithRecordsAsync(int unitId, RecordStream stream, DateOnly until, CancellationToken cancellation = default)
    {
        var rows = await metrics.ReadAsync(
            new() { UnitId = unitId, Stream = stream, By = MetricBy.Month, Period = new(until.AddYears(-30), until) }, cancellation);
        return [.. rows.Where(r => !r.Figures.Accepted.IsZero).Select(r => ParseStep(r.Key)).Order()];
    }

    private Task<IReadOnlyList<MetricRow>> AskAsync(LiveKey key, MetricPeriod period, MetricBy by, CancellationToken cancellation) =>
        metrics.ReadAsync(Query(key, period, by), cancellation);

    private static MetricQuery Query(LiveKey key, MetricPeriod period, MetricBy by) =>
        new() { UnitId = key.UnitId, Period = period, By = by, Stream = key.Stream, Basis = key.Basis, Channel = key.Channel };

    private async Task<FigureSet?> TotalAsync(LiveKey key, MetricPeriod period, CancellationToken cancellation) =>
        (await AskAsync(key, period, MetricBy.None, cancellation)).SingleOrDefault()?.Figures is { } figures && HasRecords(figures) ? figures : null;

    private static bool HasRecords(FigureSet figures) => !figures.Cohort.IsZero || !figures.Accepted.IsZero || !figures.ClosedInPeriod.IsZero;

    private async Task<IReadOnlyList<TrendPoint>> TrendAsync(LiveKey key, MetricPeriod period, CancellationToken cancellation)
    {
        var rows = await AskAsync(key, period, key.ByDay ? MetricBy.Day : MetricBy.Month, cancellation);
        var byDay = rows.Where(r => HasRecords(r.Figures)).ToDictionary(r => ParseStep(r.Key), r => r.Figures);
        var steps = key.ByDay ? Enumerable.Range(0, period.Length).Select(period.From.AddDays) : period.Months;
        return [.. steps.Select(day => new TrendPoint(day, byDay.GetValueOrDefault(day)))];
    }

    private static DateOnly ParseStep(string key) =>
        MetricPeriod.TryParse(key, key, out var step) ? step.From : throw new FormatException($"“{key}” is neither a month nor a day.");

    // A single month says little beside nothing: then the year up to it is shown.
    private static MetricPeriod HeatPeriod(MetricPeriod period) =>
        period.Months.Count() >= FewMonths ? period : new(Days.MonthStart(period.To).AddMonths(-11), Days.MonthEnd(period.To));

    private async Task<ILookup<int, MetricRow>> UnitMonthsAsync(LiveKey key, CancellationToken cancellation)
    {
        var rows = await metrics.ReadUnitMonthsAsync(Query(key, HeatPeriod(key.Period), MetricBy.None), cancellation);
        return rows.Where(r => r.Month is not null && HasRecords(r.Figures)).ToLookup(r => r.UnitId);
    }

    private static IReadOnlyList<DateOnly> HeatMonths(MetricPeriod period, ILookup<int, MetricRow> rows)
    {
        var first = rows.SelectMany(r => r).Select(r => Days.MonthStart(r.Month!.Value)).DefaultIfEmpty(Days.MonthStart(period.From)).Min();
        var shown = HeatPeriod(period);
        return [.. shown.Months.Where(m => m >= first || shown == period)];
    }

    private async Task<IReadOnlyList<UnitGroup>> GroupsAsync(LiveKey key, UnitTree tree, ILookup<int, MetricRow> months, CancellationToken cancellation)
    {
        var current = (await AskAsync(key, key.Period, MetricBy.Unit, cancellation)).ToDictionary(r => r.UnitId);
        var previous = (await AskAsync(key, key.Period.Previous, MetricBy.Unit, cancellation)).ToDictionary(r => r.UnitId);
        var ids = tree.ChildrenAt(key.UnitId, key.Period.To).Select(u => u.Id).Concat(current.Keys).Distinct();
        return
        [
            .. ids.Where(id => tree.Find(id) is not null)
                .Select(id => new UnitFigures(
                    id, tree.Find(id)!.Code, tree.NameAt(id, key.Period.To), current.GetValueOrDefault(id)?.Figures, previous.GetValueOrDefault(id)?.Figures,
                    months[id].ToDictionary(r => Days.MonthStart(r.Month!.Value), r => r.Figures)))
                .GroupBy(u => tree.VersionAt(u.Id, key.Period.To).Kind)
                .OrderByDescending(g => g.Key == UnitKind.Street).ThenByDescending(g => g.Key)
                .Select(g => new UnitGroup(g.Key, [.. g.OrderBy(u => u.Code, StringComparer.Ordinal)])),
        ];
    }

    private async Task<IReadOnlyList<PartFigures>> PartsAsync(LiveKey key, MetricBy by, CancellationToken cancellation)
    {
        var previous = (await AskAsync(key, key.Period.Previous, by, cancellation)).ToDictionary(r => r.Key, r => r.Figures);
        return [.. (await AskAsync(key, key.Period, by, cancellation)).Select(r => new PartFigures(r.Key, r.KeyName, r.Figures, previous.GetValueOrDefault(r.Key)))];
    }
}
