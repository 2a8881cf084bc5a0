using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The tables of one stream by month, unit, item and channel.</summary>
internal sealed class StreamTables(ReportWords words, ReportData data, StreamData stream)
{
    // The first and the last ranks of a long ranking.
    private const int MostRanked = 20;

    private readonly string _prefix = stream.Stream == RecordStream.Appeals ? "appeals" : "cases";
    private readonly int _decimals = ReportWords.Decimals(stream.Stream);

    public ReportTable Months()
    {
        var rows = stream.Months.Select(m =>
            m.Figures is null && GapOf((_, month) => month == m.Month) is { } gap
                ? Row(Days.ToMonthText(m.Month), words.MonthAlone(m.Month), gap, ranked: false)
                : Row(Days.ToMonthText(m.Month), words.MonthAlone(m.Month), m.Figures, rank: null)
        );
        return new($"{_prefix}ByMonth", words.Say($"{_prefix}.byMonth"), Columns("month", ranked: false), [.. rows, Total()]);
    }

    /// <summary>
    /// All units of a kind by rank (only the first and the last of very many), then, unranked, the records that belong to units above them.
    /// </summary>
    public ReportTable Group(UnitGroupData group)
    {
        var ranks = MetricRanking
            .Rank(group.Units, u => u.Figures.Of(MetricName.OnTheSpotRatio).Value, highIsBest: true)
            .ToDictionary(r => r.Unit.Key, r => r.Place, StringComparer.Ordinal);
        // Departments without a record would fill pages; streets and communities are all listed.
        var all = group.Units.Where(u => group.Kind != UnitKind.Department || u.Figures.HasRecords).ToList();
        var shown = FirstAndLast(all, ranks);
        var rows = shown.Select(u =>
            u.Figures.Now is null && GapOf(u.Key) is { } gap
                ? Row(u.Key, u.Name, gap, ranked: true)
                : Row(u.Key, u.Name, u.Figures.Now, ranks[u.Key], u.Figures)
        );
        // Beside an excerpt, rows do not add up anyway.
        var own = shown.Count < all.Count ? [] : group.Own;
        return new(
            $"{_prefix}By{group.Kind}",
            words.Say($"{_prefix}.byUnit", words.Say($"kind.{group.Kind}")),
            Columns("unit", ranked: true),
            [
                .. rows,
                .. own.Select(o =>
                    Row(OwnRows.KeyOf(o.Key), words.Say("unit.own", o.Name), o.Figures.Now, rank: null, compared: o.Figures)
                ),
            ]
        )
        {
            Notes = [words.Say("note.rank"), .. own.Count > 0 ? [words.Say("note.own")] : Array.Empty<string>(), .. LeftOut(all, shown)],
        };
    }

    /// <summary>By the departments that implement the items.</summary>
    public ReportTable Departments()
    {
        var departments = stream.Departments.Where(d => d.Key.Length > 0 && d.Figures.HasRecords).ToList();
        var ranks = MetricRanking
            .Rank(departments, u => u.Figures.Of(MetricName.OnTheSpotRatio).Value, highIsBest: true)
            .ToDictionary(r => r.Unit.Key, r => r.Place, StringComparer.Ordinal);
        var shown = FirstAndLast(departments, ranks);
        var rows = shown.Select(d => Row(d.Key, d.Name, d.Figures.Now, ranks[d.Key], d.Figures));
        return new($"{_prefix}ByImplementer", words.Say($"{_prefix}.byImplementer"), Columns("unit", ranked: true), [.. rows])
        {
            Notes = [words.Say("note.rank"), .. LeftOut(departments, shown), .. WithoutItem(stream.Departments)],
        };
    }

    /// <summary>All units or, when they are too many, those with the first and the last ranks.</summary>
    private static List<PartData> FirstAndLast(List<PartData> units, Dictionary<string, int?> ranks)
    {
        if (units.Count <= UnitGroups.MostListed)
            return units;
        var ranked = units
            .Where(u => ranks[u.Key] is not null)
            .OrderBy(u => ranks[u.Key])
            .ThenBy(u => u.Key, StringComparer.Ordinal)
            .ToList();
        return ranked.Count <= 2 * MostRanked ? ranked : [.. ranked.Take(MostRanked), .. ranked.TakeLast(MostRanked)];
    }

    private IEnumerable<string> LeftOut(List<PartData> all, List<PartData> shown)
    {
        if (shown.Count < all.Count)
            yield return words.Say("note.ends", words.Count(all.Count), words.Count(MostRanked));
    }

    /// <summary>The items with the most records.</summary>
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

    /// <summary>Most frequent first; records without a channel come last, so that the rows add up to the total.</summary>
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
                new(
                    "moved",
                    words.Say(data.ComparesBefore ? "column.before.points" : "column.year.points"),
                    ReportColumnKind.Points,
                    _decimals
                )
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

    // A unit that did not report has a gap, not zero.
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

    // A part without a record has counts of zero and no shares.
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
                        - (
                            data.ComparesBefore
                                ? compared.Before(MetricName.OnTheSpotRatio)
                                : compared.AYearBefore(MetricName.OnTheSpotRatio)
                        )
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
