using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>Which stored periods make up a span of days: whole months as months, what is left at both ends as days.</summary>
internal static class PeriodRanges
{
    private const int AfterLastDay = 99;

    private const int Few = 7;

    /// <summary>Before any record.</summary>
    public static readonly DateOnly Beginning = new(1900, 1, 1);

    /// <summary>Ranges of <see cref="MetricCell.Period"/>, both ends inclusive.</summary>
    public static IEnumerable<(int First, int Last)> Of(MetricPeriod period)
    {
        var firstWhole = period.From.Day == 1 ? period.From : Days.MonthStart(period.From).AddMonths(1);
        var afterWhole = period.To == Days.MonthEnd(period.To) ? period.To.AddDays(1) : Days.MonthStart(period.To);
        if (firstWhole >= afterWhole) return [OfDays(period.From, period.To)];
        return new[]
        {
            OfDays(period.From, firstWhole.AddDays(-1)),
            (Days.ToMonthNumber(firstWhole), Days.ToMonthNumber(afterWhole.AddDays(-1))),
            OfDays(afterWhole, period.To),
        }.Where(range => range.Item1 <= range.Item2);
    }

    /// <summary>The same span as single days, without what was reported for whole months.</summary>
    public static (int First, int Last) OfSingleDays(MetricPeriod period) => (Days.ToNumber(period.From), Days.ToNumber(period.To));

    /// <summary>The period under which figures reported for the day's whole month stand among its days: after the last, before the next month.</summary>
    public static int WholeMonth(DateOnly day) => (Days.ToMonthNumber(day) * 100) + AfterLastDay;

    /// <summary>The last period that counts up to the end of the day.</summary>
    public static int Through(DateOnly day) => day == Days.MonthEnd(day) ? WholeMonth(day) : Days.ToNumber(day);

    /// <summary>The day a stored period of days stands for: the last of the month for what was reported for the whole.</summary>
    public static DateOnly DayOf(int period) => period % 100 == AfterLastDay ? Days.MonthEnd(Days.FromMonthNumber(period / 100)) : Days.FromNumber(period);

    /// <summary>The month <c>yyyymm</c> of a stored period.</summary>
    public static int MonthOf(int period) => IsDay(period) ? period / 100 : period;

    /// <summary>Whether a stored period is a day, not a month.</summary>
    public static bool IsDay(int period) => period > 999_999;

    /// <summary>The number after the stored period: nothing is stored between the two.</summary>
    public static int After(int period) => (IsDay(period), period % 100) switch
    {
        (true, AfterLastDay) => Days.ToNumber(Days.MonthEnd(Days.FromMonthNumber(period / 100)).AddDays(1)),
        (false, 12) => period + 100 - 11,
        _ => period + 1,
    };

    /// <summary>Roughly how many months, or days, lie from the one number to the other, both inclusive.</summary>
    public static int Count(int first, int last) => Step(last) - Step(first) + 1;

    /// <summary>Whether both are days or both months, and few lie between them.</summary>
    public static bool AreNear(int period, int next) => IsDay(period) == IsDay(next) && Count(period, next) <= Few;

    // Every month as 31 days: near enough to count, and it may be asked of numbers between two periods.
    private static int Step(int period) => IsDay(period)
        ? ((((period / 10_000) * 12) + (period / 100 % 100)) * 31) + Math.Min(period % 100, 31)
        : ((period / 100) * 12) + (period % 100);

    private static (int First, int Last) OfDays(DateOnly from, DateOnly to) => (Days.ToNumber(from), Through(to));
}
