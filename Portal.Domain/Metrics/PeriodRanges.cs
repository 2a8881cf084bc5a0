using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>Which stored periods make up a span of days: whole months as months, what is left at both ends as days.</summary>
internal static class PeriodRanges
{
    /// <summary>Before any record.</summary>
    public static readonly DateOnly Beginning = new(1900, 1, 1);

    /// <summary>Ranges of <see cref="MetricCell.Period"/>, both ends inclusive.</summary>
    public static IEnumerable<(int First, int Last)> Of(MetricPeriod period)
    {
        var firstWhole = period.From.Day == 1 ? period.From : Days.MonthStart(period.From).AddMonths(1);
        var afterWhole = period.To == Days.MonthEnd(period.To) ? period.To.AddDays(1) : Days.MonthStart(period.To);
        if (firstWhole >= afterWhole) return OfDays(period);
        return new[]
        {
            OfDays(period.From, firstWhole.AddDays(-1)),
            (Days.ToMonthNumber(firstWhole), Days.ToMonthNumber(afterWhole.AddDays(-1))),
            OfDays(afterWhole, period.To),
        }.Where(range => range.Item1 <= range.Item2);
    }

    /// <summary>The same span as days alone.</summary>
    public static IEnumerable<(int First, int Last)> OfDays(MetricPeriod period) => [OfDays(period.From, period.To)];

    /// <summary>The month <c>yyyymm</c> of a stored period.</summary>
    public static int MonthOf(int period) => IsDay(period) ? period / 100 : period;

    /// <summary>Whether a stored period is a day, not a month.</summary>
    public static bool IsDay(int period) => period > 999_999;

    private static (int First, int Last) OfDays(DateOnly from, DateOnly to) => (Days.ToNumber(from), Days.ToNumber(to));
}
