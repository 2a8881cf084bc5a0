using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Live.Snapshots;

/// <summary>Reads one snapshot by a fixed number of queries on the metric cells, whatever the number of records.</summary>
/// <remarks>A snapshot is made once for all viewers of its unit; <see cref="LiveSnapshotCache"/> asks each of them for the right.</remarks>
public sealed class LiveReader(
    IMetricsReader metrics,
    IRecordFeed records,
    IReferenceReader references,
    IReportedStates reported,
    TimeProvider clock
)
{
    private const int LatestCount = 14;
    private const int FewMonths = 4;

    /// <param name="version">The metrics version known before the read began, so that a change during the read causes another read.</param>
    public async Task<LiveSnapshot> ReadAsync(LiveKey key, long version, CancellationToken cancellation = default)
    {
        var queries = new SnapshotQueries(key);
        var snapshot = Collect(key, queries);
        // These three cannot be read at one version anyway, so they run in parallel where the database allows it.
        var state = reported.ReadAsync(UnitScope.Everything, key.UnitId, key.Period, key.Stream, cancellation);
        var latest = records.LatestAsync(
            UnitScope.Everything,
            new(key.UnitId, key.Period.From, key.Period.To, key.Stream, key.Channel, LatestCount),
            cancellation
        );
        await Task.WhenAll(queries.ReadAsync(metrics, cancellation), state, latest);
        // The units that the metrics were read with, or newer ones.
        var reference = references.Latest;
        var read = snapshot(reference.Units, version, await state, await latest);
        return read with
        {
            MayHoldSheets = await reported.MayHoldSheetsAsync(reference, key.UnitId, key.Stream, cancellation),
            HasMoved = reference.Units.HasMoved,
        };
    }

    /// <summary>The months in which the unit accepted records, in order; empty when there are none.</summary>
    public async Task<IReadOnlyList<DateOnly>> MonthsWithRecordsAsync(
        UnitScope scope,
        int unitId,
        RecordStream stream,
        DateOnly until,
        CancellationToken cancellation = default
    )
    {
        var rows = await metrics.ReadAsync(
            scope,
            new()
            {
                UnitId = unitId,
                Stream = stream,
                By = MetricBy.Month,
                Period = new(until.AddYears(-30), until),
            },
            cancellation
        );
        return [.. rows.Where(r => !r.Figures.Accepted.IsZero).Select(r => ParseStep(r.Key)).Order()];
    }

    private Func<UnitTree, long, ReportedState?, IReadOnlyList<RecentRecord>, LiveSnapshot> Collect(LiveKey key, SnapshotQueries queries)
    {
        var now = key.Period;
        var ofItems = key.Channel is null;
        var (current, previous, yearBefore) = (Total(queries, now), Total(queries, now.Previous), Total(queries, now.YearBefore));
        var (trend, previousTrend, yearBeforeTrend) = (
            Trend(key, queries, now),
            Trend(key, queries, now.Previous),
            Trend(key, queries, now.YearBefore)
        );
        var months = queries.Add(HeatPeriod(now), MetricBy.Unit, monthly: true);
        var (below, belowBefore) = (queries.Add(now, MetricBy.Unit), queries.Add(now.Previous, MetricBy.Unit));
        var departments = ofItems ? Parts(key, queries, MetricBy.Department) : () => [];
        var items = ofItems ? Parts(key, queries, MetricBy.Item) : () => [];
        var channels = Parts(key, queries, MetricBy.Channel);
        return (units, version, reportedState, latest) =>
        {
            var byMonth = months().Where(r => r.Month is not null && HasRecords(r.Figures)).ToLookup(r => r.UnitId);
            var groups = Groups(key, units, byMonth, below(), belowBefore());
            return new()
            {
                Key = key,
                Version = version,
                ReadAt = clock.GetUtcNow(),
                Current = current(),
                Previous = previous(),
                YearBefore = yearBefore(),
                Trend = trend(),
                PreviousTrend = previousTrend(),
                YearBeforeTrend = yearBeforeTrend(),
                Groups = groups,
                Own = groups.Count == 0 ? null : Own(key, units, byMonth, below(), belowBefore()),
                HeatMonths = HeatMonths(now, byMonth),
                HeatPeriod = HeatPeriod(now),
                Departments = departments(),
                Items = items(),
                Channels = channels(),
                Reported = reportedState,
                Latest = latest,
            };
        };
    }

    private static Func<FigureSet?> Total(SnapshotQueries queries, MetricPeriod period)
    {
        var rows = queries.Add(period, MetricBy.None);
        return () => rows().SingleOrDefault()?.Figures is { } figures && HasRecords(figures) ? figures : null;
    }

    private static bool HasRecords(FigureSet figures) =>
        !figures.Cohort.IsZero || !figures.Accepted.IsZero || !figures.ClosedInPeriod.IsZero;

    private static Func<IReadOnlyList<TrendPoint>> Trend(LiveKey key, SnapshotQueries queries, MetricPeriod period)
    {
        var rows = queries.Add(period, key.ByDay ? MetricBy.Day : MetricBy.Month);
        return () =>
        {
            var byDay = rows().Where(r => HasRecords(r.Figures)).ToDictionary(r => ParseStep(r.Key), r => r.Figures);
            var steps = key.ByDay ? Enumerable.Range(0, period.Length).Select(period.From.AddDays) : period.Months;
            return [.. steps.Select(day => new TrendPoint(day, byDay.GetValueOrDefault(day)))];
        };
    }

    private static DateOnly ParseStep(string key) =>
        MetricPeriod.TryParse(key, key, out var step) ? step.From : throw new FormatException($"“{key}” is neither a month nor a day.");

    // For a period of fewer than four months the heat map shows the twelve months up to its end.
    private static MetricPeriod HeatPeriod(MetricPeriod period) =>
        period.Months.Count() >= FewMonths ? period : new(Days.MonthStart(period.To).AddMonths(-11), Days.MonthEnd(period.To));

    private static IReadOnlyList<DateOnly> HeatMonths(MetricPeriod period, ILookup<int, MetricRow> rows)
    {
        var first = rows.SelectMany(r => r).Select(r => Days.MonthStart(r.Month!.Value)).DefaultIfEmpty(Days.MonthStart(period.From)).Min();
        var shown = HeatPeriod(period);
        return [.. shown.Months.Where(m => m >= first || shown == period)];
    }

    private static IReadOnlyList<UnitGroup> Groups(
        LiveKey key,
        UnitTree tree,
        ILookup<int, MetricRow> months,
        IReadOnlyList<MetricRow> below,
        IReadOnlyList<MetricRow> before
    )
    {
        var ids = tree.ChildrenAt(key.UnitId, key.Period.To).Select(u => u.Id).Concat(below.Where(r => !r.IsOwn).Select(r => r.UnitId));
        return
        [
            .. UnitsOf(ids.Distinct(), key, tree, months, below, before)
                .GroupBy(u => tree.VersionAt(u.Id, key.Period.To).Kind)
                .OrderByDescending(g => g.Key == UnitKind.Street)
                .ThenByDescending(g => g.Key)
                .Select(g => new UnitGroup(g.Key, [.. g.OrderBy(u => u.Code, StringComparer.Ordinal)])),
        ];
    }

    private static UnitFigures? Own(
        LiveKey key,
        UnitTree tree,
        ILookup<int, MetricRow> months,
        IReadOnlyList<MetricRow> below,
        IReadOnlyList<MetricRow> before
    ) =>
        UnitsOf([key.UnitId], key, tree, months, below, before)
            .FirstOrDefault(own => own.Current is not null || own.Previous is not null || own.Months.Count > 0);

    private static IEnumerable<UnitFigures> UnitsOf(
        IEnumerable<int> ids,
        LiveKey key,
        UnitTree tree,
        ILookup<int, MetricRow> months,
        IReadOnlyList<MetricRow> below,
        IReadOnlyList<MetricRow> before
    )
    {
        var (current, previous) = (
            below.Where(r => HasRecords(r.Figures)).ToDictionary(r => r.UnitId),
            before.Where(r => HasRecords(r.Figures)).ToDictionary(r => r.UnitId)
        );
        return ids.Where(id => tree.Find(id) is not null)
            .Select(id => new UnitFigures(
                id,
                tree.Find(id)!.Code,
                tree.NameAt(id, key.Period.To),
                current.GetValueOrDefault(id)?.Figures,
                previous.GetValueOrDefault(id)?.Figures,
                months[id].ToDictionary(r => Days.MonthStart(r.Month!.Value), r => r.Figures)
            )
            {
                Below = tree.HasMoved && id != key.UnitId ? tree.SpansBelow(id, key.UnitId) : [],
            });
    }

    private static Func<IReadOnlyList<PartFigures>> Parts(LiveKey key, SnapshotQueries queries, MetricBy by)
    {
        var all = by == MetricBy.Channel;
        var (now, before) = (queries.Add(key.Period, by, ofAllChannels: all), queries.Add(key.Period.Previous, by, ofAllChannels: all));
        return () =>
        {
            var previous = before().ToDictionary(r => r.Key, r => r.Figures);
            return [.. now().Select(r => new PartFigures(r.Key, r.KeyName, r.Figures, previous.GetValueOrDefault(r.Key)))];
        };
    }
}
