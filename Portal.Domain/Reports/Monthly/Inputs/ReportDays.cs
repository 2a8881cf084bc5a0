using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Calculates the day on which a month's reports are built.</summary>
public sealed class ReportDays(ReportOptions options, DistrictTime time)
{
    /// <summary>
    /// A process that was down on the day builds the reports within these days; a portal set up later does not build the month before.
    /// </summary>
    private static readonly TimeSpan s_catchUpPeriod = TimeSpan.FromDays(10);

    /// <summary>The instant from which the reports that end with the month are built; null for never.</summary>
    public DateTimeOffset? BeginOf(DateOnly month) =>
        options.Day == 0 ? null : time.FromLocal(month.AddMonths(1).AddDays(options.Day - 1).ToDateTime(options.At));

    /// <summary>The month with a day of reports in the last days; null when there is none.</summary>
    public DateOnly? Latest()
    {
        var month = Days.MonthStart(time.Today).AddMonths(-1);
        return BeginOf(month) is { } begin && begin <= time.Now && time.Now < begin + s_catchUpPeriod ? month : null;
    }

    /// <summary>The period of a span that ends with the month; null when none does.</summary>
    public static (DateOnly From, DateOnly To)? PeriodOf(ReportSpan span, DateOnly month) =>
        span switch
        {
            ReportSpan.Month => (month, month),
            ReportSpan.YearToMonth => (new(month.Year, 1, 1), month),
            ReportSpan.Quarter when month.Month % 3 == 0 => (month.AddMonths(-2), month),
            ReportSpan.Year when month.Month == 12 => (new(month.Year, 1, 1), month),
            ReportSpan.Quarter or ReportSpan.Year or ReportSpan.Months => null,
        };
}
