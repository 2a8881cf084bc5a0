namespace Portal.Domain.Calendar;

/// <summary>Finds the years that the calendar should contain by now and does not.</summary>
public static class CalendarCoverage
{
    // The State Council publishes the next year's notice in autumn.
    private const int NextYearExpectedFromMonth = 10;

    /// <summary>This year and, from October on, the next; empty when nothing is missing.</summary>
    public static IReadOnlyList<int> Missing(WorkingCalendar calendar, DateOnly today) =>
        [.. Expected(today).Where(year => !calendar.Covers(year))];

    private static IEnumerable<int> Expected(DateOnly today) =>
        today.Month >= NextYearExpectedFromMonth ? [today.Year, today.Year + 1] : [today.Year];
}
