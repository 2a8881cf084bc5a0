using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Sentences about the figures of one stream, true for any figures.</summary>
internal sealed class StreamSentences(ReportWords words, ReportData data, StreamData stream)
{
    private const string YearBefore = "than.year";
    private const string PeriodBefore = "than.period";

    private readonly string _kind = stream.Stream == RecordStream.Appeals ? "appeals" : "cases";
    private readonly int _decimals = ReportWords.Decimals(stream.Stream);

    private string Period => words.Period(data.Key);

    /// <summary>Nothing was accepted in the period, as far as known.</summary>
    public bool HasNoRecords => stream.Total.Of(MetricName.Accepted).Value is null or 0;

    /// <summary>Every owed month is reported and approved.</summary>
    public bool IsComplete => IsWhole(stream.Reported);

    /// <summary>The number of accepted and closed records; when none, whether months are unreported.</summary>
    public string Headline()
    {
        var total = stream.Total;
        if (HasNoRecords)
            return IsComplete
                ? words.Say($"{_kind}.none", Period, data.UnitName)
                : words.Say($"{_kind}.notCounted", Period, data.UnitName, NotCounted());
        return words.Join(
            words.Say(
                $"{_kind}.accepted",
                Period,
                data.UnitName,
                words.Count(total.Of(MetricName.Accepted).Value),
                Change(total, MetricName.Accepted)
            ),
            words.Say("closed", words.Count(total.Of(MetricName.Closed).Value), Share(total, MetricName.CompletionRatio)),
            words.Say(
                "onTheSpot",
                words.Count(total.Of(MetricName.OnTheSpotRatio).Numerator),
                Share(total, MetricName.OnTheSpotRatio),
                Movement(total, MetricName.OnTheSpotRatio)
            )
        );
    }

    /// <summary>The gaps in the figures, and the comparisons that are unreliable for it; empty without gaps.</summary>
    public string Incomplete()
    {
        if (HasNoRecords)
            return "";
        var partial = new[]
        {
            (State: stream.Reported, Of: "than.now"),
            (State: stream.Total.Previous is null ? null : stream.ReportedPrevious, Of: PeriodBefore),
            (State: stream.Total.YearBefore is null ? null : stream.ReportedYearBefore, Of: YearBefore),
        }
            .Where(p => !IsWhole(p.State))
            .Select(p => words.Say(p.Of))
            .ToList();
        var isCompared = stream.Total is not { Previous: null, YearBefore: null };
        return words.Join(
            IsComplete ? "" : words.Say("incomplete.now", NotCounted()),
            isCompared && partial.Count > 0 ? words.Say("incomplete.compared", words.List(partial)) : ""
        );
    }

    /// <summary>The summary in one clause; empty when nothing was accepted.</summary>
    public string Summary()
    {
        var total = stream.Total;
        if (HasNoRecords)
            return "";
        return words.Clauses([
            .. new[]
            {
                words.Say($"{_kind}.short", words.Count(total.Of(MetricName.Accepted).Value), Share(total, MetricName.OnTheSpotRatio)),
                total.Of(MetricName.TimeRatio).Value is { } used ? words.Say("short.time", words.Percent(used, 1)) : "",
                total.Of(MetricName.SatisfactionRatio).Value is null
                    ? ""
                    : words.Say("short.satisfaction", Share(total, MetricName.SatisfactionRatio)),
            }.Where(c => c.Length > 0),
        ]);
    }

    /// <summary>The channels, where there was more than one.</summary>
    public string Channels()
    {
        var channels = stream
            .Channels.Where(c => c.Figures.HasRecords && c.Figures.NowOrZero.Cohort.Accepted > 0)
            .OrderByDescending(c => c.Figures.NowOrZero.Cohort.Accepted)
            .ToList();
        if (channels.Count < 2)
            return "";
        var parts = channels
            .Where(c => c.Key.Length > 0)
            .Select(c => words.Say("channel.part", words.Say($"channel.{_kind}.{c.Key}"), words.Count(c.Figures.NowOrZero.Cohort.Accepted)))
            .ToList();
        if (channels.Find(c => c.Key.Length == 0) is { } unstated)
            parts.Add(words.Say("channel.part.unstated", words.Count(unstated.Figures.NowOrZero.Cohort.Accepted)));
        var first = channels.First(c => c.Key.Length > 0);
        return words.Join(
            words.Say("channels", words.Clauses(parts)),
            words.Say(
                "channel.onTheSpot",
                words.Say($"channel.{_kind}.{first.Key}"),
                words.Count(first.Figures.Of(MetricName.OnTheSpotRatio).Numerator),
                Share(first.Figures, MetricName.OnTheSpotRatio)
            )
        );
    }

    /// <summary>The share closed in time.</summary>
    public string Punctuality()
    {
        var total = stream.Total;
        var overdue = total.Of(MetricName.OverdueRatio);
        if (overdue.Denominator is null or 0)
            return "";
        var streak =
            stream.Stream == RecordStream.Appeals && total.NowOrZero.ZeroOverdueDays is > 0 and var days
                ? words.Say("overdue.streak", words.Count(days))
                : "";
        return overdue.Numerator == 0
            ? words.Say("overdue.none", words.Count(overdue.Denominator), streak)
            : words.Join(
                words.Say(
                    "overdue.some",
                    words.Count(overdue.Denominator),
                    words.Count(overdue.Numerator),
                    words.ShareInWords(overdue.Value, _decimals)
                ),
                total.NowOrZero.Cohort.OpenOverdue is > 0 and var open
                    ? words.Say(open == overdue.Numerator ? "overdue.open.all" : "overdue.open", words.Count(open))
                    : ""
            );
    }

    /// <summary>The share of the statutory time that was used.</summary>
    public string TimeUsed()
    {
        var ratio = stream.Total.Of(MetricName.TimeRatio);
        if (ratio.Value is not { } used)
            return "";
        return used <= 1
            ? words.Say("time.used", words.Percent(used, 1), words.Percent(1 - used, 1), Movement(stream.Total, MetricName.TimeRatio))
            : words.Say("time.over", words.Percent(used, 1), Movement(stream.Total, MetricName.TimeRatio));
    }

    public string Satisfaction()
    {
        var ratio = stream.Total.Of(MetricName.SatisfactionRatio);
        if (ratio.Value is null)
            return stream.Total.Of(MetricName.Closed).Value is > 0 ? words.Say("satisfaction.none") : "";
        return words.Say(
            "satisfaction",
            words.Count(ratio.Denominator),
            words.Count(ratio.Numerator),
            Share(stream.Total, MetricName.SatisfactionRatio),
            Movement(stream.Total, MetricName.SatisfactionRatio)
        );
    }

    /// <summary>Records accepted earlier and closed in a period without new ones; open records; records in no denominator.</summary>
    public string Rest()
    {
        var total = stream.Total;
        return words.Join(
            HasNoRecords && total.NowOrZero.ClosedInPeriod.Accepted is > 0 and var closed
                ? words.Say("closedEarlier", words.Count(closed))
                : "",
            total.NowOrZero.Backlog is > 0 and var open ? words.Say("backlog", words.Day(data.LastDay), words.Count(open)) : "",
            total.NowOrZero.Cohort is { Withdrawn: var withdrawn, NotAccepted: var refused } && withdrawn + refused > 0
                ? words.Say("leftOut", words.Count(withdrawn), words.Count(refused))
                : ""
        );
    }

    /// <summary>The best and the worst units of a group; empty for a group without a ratio.</summary>
    public string Extremes(UnitGroupData group)
    {
        var ranked = MetricRanking
            .Rank(group.Units, u => u.Figures.Of(MetricName.OnTheSpotRatio).Value, highIsBest: true)
            .Where(r => r.Value is not null)
            .ToList();
        var kind = words.Say($"kind.{group.Kind}");
        if (ranked.Count == 0)
            return "";
        var (best, worst) = (Named(ranked.Where(r => r.Value == ranked[0].Value)), Named(ranked.Where(r => r.Value == ranked[^1].Value)));
        var (high, low) = (words.Percent(ranked[0].Value, _decimals), words.Percent(ranked[^1].Value, _decimals));
        return ranked.Count == 1 ? words.Say("extremes.one", kind, best, high)
            : ranked[0].Value == ranked[^1].Value ? words.Say("extremes.same", kind, words.Count(ranked.Count), high)
            : words.Say("extremes", kind, best, high, worst, low);
    }

    private static bool IsWhole(ReportedState? state) => state is null or { Missing: [], Pending: [] };

    private string NotCounted() =>
        words.Clauses([
            .. new[] { ("notCounted.missing", stream.Reported!.Missing), ("notCounted.pending", stream.Reported.Pending) }
                .Where(p => p.Item2.Count > 0)
                .Select(p => words.Say(p.Item1, words.Count(p.Item2.Sum(u => u.Months.Count)))),
        ]);

    private string Named(IEnumerable<Ranked<PartData>> places) => words.ShortList([.. places.Select(p => p.Unit.Name)]);

    private string Share(Compared figures, MetricName metric) => words.ShareInWords(figures.Of(metric).Value, _decimals);

    private string Movement(Compared figures, MetricName metric) =>
        Between(
            words.PointsChange(figures.Of(metric).Value, figures.Before(metric), _decimals, PeriodBefore),
            words.PointsChange(figures.Of(metric).Value, figures.AYearBefore(metric), _decimals, YearBefore)
        );

    private string Change(Compared figures, MetricName metric) =>
        Between(
            words.PercentChange(figures.Of(metric).Value, figures.Before(metric), PeriodBefore),
            words.PercentChange(figures.Of(metric).Value, figures.AYearBefore(metric), YearBefore)
        );

    private string Between(params string[] parts)
    {
        var clauses = parts.Where(p => p.Length > 0).ToList();
        return clauses.Count == 0 ? "" : words.Say("aside", string.Join(words.Say("list.comma.clause"), clauses));
    }
}
