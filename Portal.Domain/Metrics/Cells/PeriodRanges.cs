using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Converts a span of days to ranges of stored periods: whole months as months, the remaining days at both ends as days.</summary>
/// <remarks>
/// A stored period is a day <c>yyyymmdd</c>, a month <c>yyyymm</c> or a quarter <c>yyyyq</c>. The numbers of one kind are in order of time,
/// and the number ranges of the three kinds do not overlap.
/// </remarks>
internal static class PeriodRanges
{
    /// <summary>The "day" of the period that holds figures reported for a whole month.</summary>
    private const int WholeMonthDay = 99;

    /// <summary>Two spans at most this many periods apart are read by one statement (<see cref="AreNear"/>).</summary>
    private const int MaxGap = 7;

    private const int MonthsPerQuarter = 3;
    private const int QuartersPerYear = 4;

    /// <summary>The kind of a stored period.</summary>
    private enum Length
    {
        Day,
        Month,
        Quarter,
    }

    /// <summary>A day before any record.</summary>
    public static readonly DateOnly Beginning = new(1900, 1, 1);

    /// <summary>Ranges of <see cref="MetricCell.Period"/>, both ends inclusive.</summary>
    public static IEnumerable<(int First, int Last)> Of(MetricPeriod period)
    {
        var firstWhole = period.From.Day == 1 ? period.From : Days.MonthStart(period.From).AddMonths(1);
        var afterWhole = period.To == Days.MonthEnd(period.To) ? period.To.AddDays(1) : Days.MonthStart(period.To);
        if (firstWhole >= afterWhole)
            return [OfDays(period.From, period.To)];
        return new[]
        {
            OfDays(period.From, firstWhole.AddDays(-1)),
            (Days.ToMonthNumber(firstWhole), Days.ToMonthNumber(afterWhole.AddDays(-1))),
            OfDays(afterWhole, period.To),
        }.Where(range => range.Item1 <= range.Item2);
    }

    /// <summary>The same ranges, with months that form whole quarters replaced by quarters, for dimensions that store quarters.</summary>
    public static IEnumerable<(int First, int Last)> WithQuarters(IEnumerable<(int First, int Last)> ranges) =>
        ranges.SelectMany(range =>
            LengthOf(range.First) == Length.Month
                ? Quarters(Days.FromMonthNumber(range.First), Days.FromMonthNumber(range.Last).AddMonths(1))
                : [range]
        );

    /// <summary>
    /// The span as single days. Between two months it also covers what was reported for the first as a whole (<see cref="IsWholeMonth"/>).
    /// </summary>
    public static (int First, int Last) OfSingleDays(MetricPeriod period) => (Days.ToNumber(period.From), Days.ToNumber(period.To));

    /// <summary>
    /// The day-like period of figures reported for the whole month: it sorts after the month's last day and before the next month.
    /// </summary>
    public static int WholeMonth(DateOnly day) => (Days.ToMonthNumber(day) * 100) + WholeMonthDay;

    /// <summary>Whether a stored period holds figures reported for a whole month; it is no day of the calendar.</summary>
    public static bool IsWholeMonth(int period) => IsDay(period) && period % 100 == WholeMonthDay;

    /// <summary>The last stored period that is included when days up to this one are summed.</summary>
    public static int Through(DateOnly day) => day == Days.MonthEnd(day) ? WholeMonth(day) : Days.ToNumber(day);

    /// <summary>The day of a stored day-like period; for <see cref="WholeMonth"/> the last day of the month.</summary>
    public static DateOnly DayOf(int period) =>
        period % 100 == WholeMonthDay ? Days.MonthEnd(Days.FromMonthNumber(period / 100)) : Days.FromNumber(period);

    /// <summary>The month <c>yyyymm</c> of a stored day or month.</summary>
    public static int MonthOf(int period) => IsDay(period) ? period / 100 : period;

    /// <summary>The quarter <c>yyyyq</c> of a month <c>yyyymm</c>.</summary>
    public static int QuarterOf(int month) => (month / 100 * 10) + (((month % 100) + 2) / MonthsPerQuarter);

    /// <summary>The last day of the day's quarter.</summary>
    public static DateOnly QuarterEnd(DateOnly day) => Days.MonthEnd(QuarterStart(day).AddMonths(MonthsPerQuarter - 1));

    /// <summary>Whether a stored period is a day, not a month or a quarter.</summary>
    public static bool IsDay(int period) => LengthOf(period) == Length.Day;

    /// <summary>The next period of the same kind; no stored period lies between the two.</summary>
    public static int After(int period) =>
        (LengthOf(period), period % 100) switch
        {
            (Length.Day, WholeMonthDay) => Days.ToNumber(Days.MonthEnd(Days.FromMonthNumber(period / 100)).AddDays(1)),
            (Length.Month, 12) => period + 100 - 11,
            (Length.Quarter, _) when period % 10 == QuartersPerYear => period + 10 - 3,
            _ => period + 1,
        };

    /// <summary>The approximate number of quarters, months or days from the one period to the other, both inclusive.</summary>
    public static int Count(int first, int last) => Step(last) - Step(first) + 1;

    /// <summary>Whether both are of one kind, and at most <see cref="MaxGap"/> periods apart.</summary>
    public static bool AreNear(int period, int next) => LengthOf(period) == LengthOf(next) && Count(period, next) <= MaxGap;

    // Counts every month as 31 days, which is exact enough, and accepts numbers that are no calendar day.
    private static int Step(int period) =>
        LengthOf(period) switch
        {
            Length.Day => ((((period / 10_000) * 12) + (period / 100 % 100)) * 31) + Math.Min(period % 100, 31),
            Length.Month => ((period / 100) * 12) + (period % 100),
            Length.Quarter => ((period / 10) * QuartersPerYear) + (period % 10),
        };

    private static Length LengthOf(int period) =>
        period switch
        {
            > 999_999 => Length.Day,
            > 99_999 => Length.Month,
            _ => Length.Quarter,
        };

    private static IEnumerable<(int First, int Last)> Quarters(DateOnly firstMonth, DateOnly afterLast)
    {
        var (firstWhole, afterWhole) = (QuarterStart(firstMonth.AddMonths(MonthsPerQuarter - 1)), QuarterStart(afterLast));
        if (firstWhole >= afterWhole)
            return [OfMonths(firstMonth, afterLast)];
        return new[]
        {
            OfMonths(firstMonth, firstWhole),
            (QuarterOf(Days.ToMonthNumber(firstWhole)), QuarterOf(Days.ToMonthNumber(afterWhole.AddMonths(-1)))),
            OfMonths(afterWhole, afterLast),
        }.Where(range => range.Item1 <= range.Item2);
    }

    private static DateOnly QuarterStart(DateOnly day) => new(day.Year, ((day.Month - 1) / MonthsPerQuarter * MonthsPerQuarter) + 1, 1);

    private static (int First, int Last) OfMonths(DateOnly first, DateOnly after) =>
        (Days.ToMonthNumber(first), Days.ToMonthNumber(after.AddMonths(-1)));

    private static (int First, int Last) OfDays(DateOnly from, DateOnly to) => (Days.ToNumber(from), Through(to));
}
