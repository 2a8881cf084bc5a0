using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The tables and charts of one stream.</summary>
internal sealed class StreamTables(ReportWords words, ReportData data, StreamData stream)
{
    private static readonly MetricName[] s_overview =
    [
        MetricName.Accepted,
        MetricName.Closed,
        MetricName.Backlog,
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.OverdueRatio,
        MetricName.TimeRatio,
        MetricName.SatisfactionRatio,
        MetricName.SatisfiedRatio,
        MetricName.RatedRatio,
        MetricName.FlowRatio,
    ];

    // Of a long ranking, from either end.
    private const int MostEnds = 20;

    private readonly string _prefix = stream.Stream == RecordStream.Appeals ? "appeals" : "cases";
    private readonly int _decimals = ReportWords.Decimals(stream.Stream);

    private bool ComparesBefore => data.Key.Span is not (ReportSpan.YearToMonth or ReportSpan.Year);

    /// <summary>The main figures of each kind beside those before: counts in one table, shares in another.</summary>
    public IEnumerable<ReportBlock> Overview()
    {
        yield return Counts();
        yield return Shares();
    }

    public ReportTable Months()
    {
        var rows = stream.Months.Select(m =>
            m.Figures is null && GapOf((_, month) => month == m.Month) is { } gap
                ? Row(Days.ToMonthText(m.Month), words.MonthAlone(m.Month), gap, ranked: false)
                : Row(Days.ToMonthText(m.Month), words.MonthAlone(m.Month), m.Figures, rank: null)
        );
        return new($"{_prefix}ByMonth", words.Say($"{_prefix}.byMonth"), Columns("month", ranked: false), [.. rows, Total()]);
    }

    /// <summary>Every unit of a kind with its place, of very many the first and the last; the group's own total is that of the units in it.</summary>
    public ReportTable Group(UnitGroupData group)
    {
        var ranks = MetricRanking
            .Rank(group.Units, u => u.Figures.Of(MetricName.OnTheSpotRatio).Value, highIsBest: true)
            .ToDictionary(r => r.Unit.Key, r => r.Place, StringComparer.Ordinal);
        // Departments without a record would fill pages; streets and communities are all told of.
        var all = group.Units.Where(u => group.Kind != UnitKind.Department || u.Figures.HasRecords).ToList();
        var told = Ends(all, ranks);
        var rows = told.Select(u =>
            u.Figures.Now is null && GapOf(u.Key) is { } gap
                ? Row(u.Key, u.Name, gap, ranked: true)
                : Row(u.Key, u.Name, u.Figures.Now, ranks[u.Key], u.Figures)
        );
        return new(
            $"{_prefix}By{group.Kind}",
            words.Say($"{_prefix}.byUnit", words.Say($"kind.{group.Kind}")),
            Columns("unit", ranked: true),
            [.. rows]
        )
        {
            Notes = [words.Say("note.rank"), .. LeftOut(all, told)],
        };
    }

    /// <summary>By the departments that implement the items.</summary>
    public ReportTable Departments()
    {
        var departments = stream.Departments.Where(d => d.Key.Length > 0 && d.Figures.HasRecords).ToList();
        var ranks = MetricRanking
            .Rank(departments, u => u.Figures.Of(MetricName.OnTheSpotRatio).Value, highIsBest: true)
            .ToDictionary(r => r.Unit.Key, r => r.Place, StringComparer.Ordinal);
        var told = Ends(departments, ranks);
        var rows = told.Select(d => Row(d.Key, d.Name, d.Figures.Now, ranks[d.Key], d.Figures));
        return new($"{_prefix}ByImplementer", words.Say($"{_prefix}.byImplementer"), Columns("unit", ranked: true), [.. rows])
        {
            Notes = [words.Say("note.rank"), .. LeftOut(departments, told), .. WithoutItem(stream.Departments)],
        };
    }

    /// <summary>All of them or, of more than anybody reads, those with the first and the last places.</summary>
    private static List<PartData> Ends(List<PartData> units, Dictionary<string, int?> ranks)
    {
        if (units.Count <= UnitGroups.MostListed)
            return units;
        var ranked = units
            .Where(u => ranks[u.Key] is not null)
            .OrderBy(u => ranks[u.Key])
            .ThenBy(u => u.Key, StringComparer.Ordinal)
            .ToList();
        return ranked.Count <= 2 * MostEnds ? ranked : [.. ranked.Take(MostEnds), .. ranked.TakeLast(MostEnds)];
    }

    private IEnumerable<string> LeftOut(List<PartData> all, List<PartData> told)
    {
        if (told.Count < all.Count)
            yield return words.Say("note.ends", words.Count(all.Count), words.Count(MostEnds));
    }

    /// <summary>The items that most was brought for.</summary>
    public ReportTable Items()
    {
        const int most = 20;
        var all = stream.Items.Where(i => i.Key.Length > 0 && i.Figures.HasRecords).ToList();
        var items = all.OrderByDescending(i => i.Figures.NowOrZero.Cohort.Accepted).ThenBy(i => i.Key, StringComparer.Ordinal).Take(most);
        return new(
            $"{_prefix}ByItem",
            words.Say($"{_prefix}.byItem"),
            Columns("item", ranked: false),
            [.. items.Select(i => Row(i.Key, i.Name, i.Figures.Now, rank: null))]
        )
        {
            Notes =
            [
                .. all.Count > most ? [words.Say("note.mostItems", words.Count(most), words.Count(all.Count))] : Array.Empty<string>(),
                .. WithoutItem(stream.Items),
            ],
        };
    }

    /// <summary>Most frequent first; what does not say its channel comes last, so that the rows add up to the total.</summary>
    public ReportTable Channels()
    {
        var rows = stream
            .Channels.Where(c => c.Figures.HasRecords)
            .OrderBy(c => c.Key.Length == 0)
            .ThenByDescending(c => c.Figures.NowOrZero.Cohort.Accepted)
            .Select(c =>
                c.Key.Length == 0
                    ? Row("unstated", words.Say("channel.unstated"), c.Figures.Now, rank: null)
                    : Row(c.Key, words.Say($"channel.{_prefix}.{c.Key}"), c.Figures.Now, rank: null)
            );
        return new($"{_prefix}ByChannel", words.Say($"{_prefix}.byChannel"), Columns("channel", ranked: false), [.. rows, Total()]);
    }

    /// <summary>Months as columns, the share done on the spot as a line: nothing for a single month.</summary>
    public IEnumerable<ReportChart> MonthCharts()
    {
        if (stream.Months.Count < 2 || !stream.Total.HasRecords)
            yield break;
        var table = $"{_prefix}ByMonth";
        yield return new(
            $"{_prefix}Trend",
            words.Say($"{_prefix}.chart.count"),
            ReportChartKind.Column,
            table,
            "month",
            ["accepted", "closed"]
        );
        yield return new(
            $"{_prefix}RatioTrend",
            words.Say($"{_prefix}.chart.onTheSpot"),
            ReportChartKind.Line,
            table,
            "month",
            ["onTheSpotRatio"]
        );
    }

    /// <summary>Nothing for a single unit, or for more than a page can show.</summary>
    public IEnumerable<ReportChart> GroupCharts(UnitGroupData group)
    {
        const int most = 24;
        if (group.Units.Count(u => u.Figures.HasRecords) is < 2 or > most || group.Units.Count > most)
            yield break;
        yield return new(
            $"{_prefix}{group.Kind}Ratio",
            words.Say("chart.byUnit", words.Say($"kind.{group.Kind}")),
            ReportChartKind.Bar,
            $"{_prefix}By{group.Kind}",
            "unit",
            ["onTheSpotRatio"]
        );
    }

    private ReportTable Counts() =>
        new(
            $"{_prefix}Counts",
            words.Say($"{_prefix}.counts"),
            OverviewColumns(ReportColumnKind.Number, ReportColumnKind.Change),
            [.. s_overview.Where(IsCount).Select(metric => OverviewRow(metric, Change))]
        );

    private ReportTable Shares() =>
        new(
            $"{_prefix}Shares",
            words.Say($"{_prefix}.shares"),
            OverviewColumns(ReportColumnKind.Share, ReportColumnKind.Points),
            [.. s_overview.Where(m => !IsCount(m)).Select(metric => OverviewRow(metric, (now, before) => now - before))]
        )
        {
            Notes = [words.Say("note.shares")],
        };

    private List<ReportColumn> OverviewColumns(ReportColumnKind kind, ReportColumnKind moved)
    {
        var (decimals, changed) = kind == ReportColumnKind.Share ? (_decimals, "points") : (0, "change");
        var columns = new List<ReportColumn>
        {
            new("metric", words.Say("column.metric"), ReportColumnKind.Text),
            new("now", words.Say("column.now"), kind, decimals)
            {
                Quotient = kind == ReportColumnKind.Share ? new("numerator", "denominator") : null,
            },
        };
        if (kind == ReportColumnKind.Share)
        {
            columns.Add(new("numerator", words.Say("column.numerator"), ReportColumnKind.Number));
            columns.Add(new("denominator", words.Say("column.denominator"), ReportColumnKind.Number));
        }
        if (ComparesBefore)
        {
            columns.Add(new("before", words.Say("column.before"), kind, decimals) { MayBeLeftOut = true });
            columns.Add(
                new("beforeMoved", words.Say($"column.before.{changed}"), moved, kind == ReportColumnKind.Share ? decimals : 1)
                {
                    MayBeLeftOut = true,
                }
            );
        }
        columns.Add(new("year", words.Say("column.year"), kind, decimals) { MayBeLeftOut = true });
        columns.Add(
            new("yearMoved", words.Say($"column.year.{changed}"), moved, kind == ReportColumnKind.Share ? decimals : 1)
            {
                MayBeLeftOut = true,
            }
        );
        return columns;
    }

    private ReportRow OverviewRow(MetricName metric, Func<decimal, decimal, decimal?> move)
    {
        var value = stream.Total.Of(metric);
        var (before, year) = (stream.Total.Before(metric), stream.Total.AYearBefore(metric));
        List<ReportCell> cells = [ReportCell.Of(words.Name(metric)), ReportCell.Of(value.Value)];
        if (!IsCount(metric))
            cells.AddRange([ReportCell.Of(value.Numerator), ReportCell.Of(value.Denominator)]);
        if (ComparesBefore)
            cells.AddRange([ReportCell.Of(before), Moved(before)]);
        return new(metric.ToString(), [.. cells, ReportCell.Of(year), Moved(year)]);

        ReportCell Moved(decimal? was) => ReportCell.Of(value.Value is { } now && was is { } then ? move(now, then) : null);
    }

    private static decimal? Change(decimal now, decimal before) => before == 0 ? null : (now - before) / before;

    private static bool IsCount(MetricName metric) => metric is MetricName.Accepted or MetricName.Closed or MetricName.Backlog;

    private List<ReportColumn> Columns(string first, bool ranked)
    {
        List<ReportColumn> columns =
        [
            new(first, words.Say($"column.{first}"), ReportColumnKind.Text),
            new("accepted", words.Say("column.accepted"), ReportColumnKind.Number),
            new("closed", words.Say("column.closed"), ReportColumnKind.Number),
            new("completionRatio", words.Say("column.completionRatio"), ReportColumnKind.Share, _decimals)
            {
                Quotient = new("closed", "accepted"),
            },
            new("onTheSpot", words.Say("column.onTheSpot"), ReportColumnKind.Number),
            new("onTheSpotRatio", words.Say("column.onTheSpotRatio"), ReportColumnKind.Share, _decimals)
            {
                Quotient = new("onTheSpot", "accepted"),
            },
        ];
        if (ranked)
            columns.Add(
                new("moved", words.Say(ComparesBefore ? "column.before.points" : "column.year.points"), ReportColumnKind.Points, _decimals)
                {
                    MayBeLeftOut = true,
                }
            );
        columns.Add(new("overdue", words.Say("column.overdue"), ReportColumnKind.Number));
        if (stream.Stream == RecordStream.Cases)
            columns.Add(new("timeRatio", words.Say("column.timeRatio"), ReportColumnKind.Share, _decimals) { MayBeLeftOut = true });
        columns.Add(new("satisfactionRatio", words.Say("column.satisfactionRatio"), ReportColumnKind.Share, _decimals));
        if (ranked)
            columns.Add(new("rank", words.Say("column.rank"), ReportColumnKind.Rank));
        return columns;
    }

    private IEnumerable<string> WithoutItem(IReadOnlyList<PartData> parts) =>
        parts.FirstOrDefault(p => p.Key.Length == 0)?.Figures.NowOrZero.Cohort.Accepted is > 0 and var count
            ? [words.Say("note.withoutItem", words.Count(count))]
            : [];

    // Not reported is not none.
    private ReportCell? GapOf(string unit) =>
        data.Units.Find(unit) is { } found ? GapOf((id, month) => data.Units.IsWithin(id, found.Id, Days.MonthEnd(month))) : null;

    private ReportCell? GapOf(Func<int, DateOnly, bool> isOf)
    {
        if (stream.Reported is not { } state)
            return null;
        return state.Missing.Any(Concerns) ? ReportCell.NotProvided
            : state.Pending.Any(Concerns) ? ReportCell.NotApproved
            : null;

        bool Concerns(UnitMonths unit) => unit.Months.Any(month => isOf(unit.UnitId, month));
    }

    private ReportRow Row(string key, string name, ReportCell gap, bool ranked) =>
        new(
            key,
            [
                ReportCell.Of(name),
                .. Columns("unit", ranked).Skip(1).Select(c => c.Code is "moved" or "rank" ? ReportCell.Of((decimal?)null) : gap),
            ]
        );

    private ReportRow Total() => Row("", words.Say("total"), stream.Total.Now, rank: null) with { IsTotal = true };

    // A part without a record has zeros to count and no shares.
    private ReportRow Row(string key, string name, FigureSet? figures, int? rank, Compared? compared = null)
    {
        var now = figures ?? new FigureSet();
        List<ReportCell> cells =
        [
            ReportCell.Of(name),
            Value(MetricName.Accepted),
            Value(MetricName.Closed),
            Value(MetricName.CompletionRatio),
            ReportCell.Of((decimal)now.Cohort.OnTheSpot),
            Value(MetricName.OnTheSpotRatio),
        ];
        if (compared is not null)
            cells.Add(
                ReportCell.Of(
                    Value(MetricName.OnTheSpotRatio).Number
                        - (ComparesBefore ? compared.Before(MetricName.OnTheSpotRatio) : compared.AYearBefore(MetricName.OnTheSpotRatio))
                )
            );
        cells.Add(Value(MetricName.Overdue));
        if (stream.Stream == RecordStream.Cases)
            cells.Add(Value(MetricName.TimeRatio));
        cells.Add(Value(MetricName.SatisfactionRatio));
        if (compared is not null)
            cells.Add(ReportCell.Of(rank));
        return new(key, cells);

        ReportCell Value(MetricName metric) => ReportCell.Of(MetricFormulas.Of(metric, now).Value);
    }
}
