using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Live.Views;

/// <summary>The periods offered as links.</summary>
internal static class LivePeriods
{
    /// <param name="latest">The first day of the latest month with records, which is “this month”.</param>
    public static IReadOnlyList<(string Name, MetricPeriod Period)> Presets(DateOnly latest)
    {
        var end = Days.MonthEnd(latest);
        var january = new DateOnly(latest.Year, 1, 1);
        return
        [
            ("thisMonth", new(latest, end)),
            ("lastMonth", new(latest.AddMonths(-1), latest.AddDays(-1))),
            ("sinceJanuary", new(january, end)),
            ("year", new(january, new(latest.Year, 12, 31))),
        ];
    }
}
