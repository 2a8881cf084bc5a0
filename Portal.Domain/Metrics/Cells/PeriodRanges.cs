using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Which stored periods make up a span of days: whole months as months, what is left at both ends as days.</summary>
/// <remarks>A stored period is a day <c>yyyymmdd</c>, a month <c>yyyymm</c> or a quarter <c>yyyyq</c>: numbers of one kind are in order, and no kind's numbers lie among another's.</remarks>
internal static class PeriodRanges
{
    private const int AfterLastDay = 99;

    private const int Few = 7;

    private const int MonthsPerQuarter = 3;
    private const int QuartersPerYear = 4;

    /// <summary>What a stored period is long.</summary>
    private enum Length
    {
        Day,
        Month,
        Quarter,
    }

    /// <summary>Before any record.</summary>
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

    /// <summary>The same ranges with whole quarters of the months as quarters, for shapes that keep them.</summary>
    public static IEnumerable<(int First, int Last)> WithQuarters(IEnumerable<(int First, int Last)> ranges) =>
        ranges.SelectMany(range =>
            LengthOf(range.First) == Length.Month
                ? Quarters(Days.FromMonthNumber(range.First), Days.FromMonthNumber(range.Last).AddMonths(1))
                : [range]
        );

    /// <summary>The same span as single days, without what was reported for whole months.</summary>
    public static (int First, int Last) OfSingleDays(MetricPeriod period) => (Days.ToNumber(period.From), Days.ToNumber(period.To));

    /// <summary>The period under which figures reported for the day's whole month stand among its days: after the last, before the next month.</summary>
    public static int WholeMonth(DateOnly day) => (Days.ToMonthNumber(day) * 100) + AfterLastDay;

    /// <summary>The last period that counts up to the end of the day.</summary>
    public static int Through(DateOnly day) => day == Days.MonthEnd(day) ? WholeMonth(day) : Days.ToNumber(day);

    /// <summary>The day a stored period of days stands for: the last of the month for what was reported for the whole.</summary>
    public static DateOnly DayOf(int period) =>
        period % 100 == AfterLastDay ? Days.MonthEnd(Days.FromMonthNumber(period / 100)) : Days.FromNumber(period);

    /// <summary>The month <c>yyyymm</c> of a stored day or month.</summary>
    public static int MonthOf(int period) => IsDay(period) ? period / 100 : period;

    /// <summary>The quarter <c>yyyyq</c> of a month <c>yyyymm</c>.</summary>
    public static int QuarterOf(int month) => (month / 100 * 10) + (((month % 100) + 2) / MonthsPerQuarter);

    /// <summary>The last day of the day's quarter.</summary>
    public static DateOnly QuarterEnd(DateOnly day) => Days.MonthEnd(QuarterStart(day).AddMonths(MonthsPerQuarter - 1));

    /// <summary>Whether a stored period is a day, not a month or a quarter.</summary>
    public static bool IsDay(int period) => LengthOf(period) == Length.Day;

    /// <summary>The number after the stored period: nothing is stored between the two.</summary>
    public static int After(int period) =>
        (LengthOf(period), period % 100) switch
        {
            (Length.Day, AfterLastDay) => Days.ToNumber(Days.MonthEnd(Days.FromMonthNumber(period / 100)).AddDays(1)),
            (Length.Month, 12) => period + 100 - 11,
            (Length.Quarter, _) when period % 10 == QuartersPerYear => period + 10 - 3,
            _ => period + 1,
        };

    /// <summary>Roughly how many quarters, months or days lie from the one number to the other, both inclusive.</summary>
    public static int Count(int first, int last) => Step(last) - Step(first) + 1;

    /// <summary>Whether both are days, both months or both quarters, and few lie between them.</summary>
    public static bool AreNear(int period, int next) => LengthOf(period) == LengthOf(next) && Count(period, next) <= Few;

    // Every month as 31 days: near enough to count, and it may be asked of numbers between two periods.
    private static int Step(int period) =>
        LengthOf(period) switch
        {
            Length.Day => ((((period / 10_000) * 12) + (period / 100 % 100)) * 31) + Math.Min(period % 100, 31),
            Length.Month => ((period / 100) * 12) + (period % 100),
            _ => ((period / 10) * QuartersPerYear) + (period % 10),
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
