using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Knows on which day a month's reports are built.</summary>
public sealed class ReportDays(ReportOptions options, DistrictTime time)
{
    /// <summary>A process that was down on the day makes up for it within these days; who sets the portal up later does not get the month before.</summary>
    private static readonly TimeSpan s_madeUpFor = TimeSpan.FromDays(10);

    /// <summary>The instant from which the reports that end with the month are built; null for never.</summary>
    public DateTimeOffset? BeginOf(DateOnly month) =>
        options.Day == 0 ? null : time.FromLocal(month.AddMonths(1).AddDays(options.Day - 1).ToDateTime(options.At));

    /// <summary>The month whose day has come lately; null when there is none.</summary>
    public DateOnly? Latest()
    {
        var month = Days.MonthStart(time.Today).AddMonths(-1);
        return BeginOf(month) is { } begin && begin <= time.Now && time.Now < begin + s_madeUpFor ? month : null;
    }

    /// <summary>The period of a span that ends with the month; null when none does.</summary>
    public static (DateOnly From, DateOnly To)? PeriodOf(ReportSpan span, DateOnly month) =>
        span switch
        {
            ReportSpan.Month => (month, month),
            ReportSpan.YearToMonth => (new(month.Year, 1, 1), month),
            ReportSpan.Quarter when month.Month % 3 == 0 => (month.AddMonths(-2), month),
            ReportSpan.Year when month.Month == 12 => (new(month.Year, 1, 1), month),
            _ => null,
        };
}
