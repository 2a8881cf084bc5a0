using Portal.Domain.Calendar;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Calculates deadlines of sheets and the distance to them.</summary>
public static class FigureDeadlines
{
    /// <summary>
    /// The n-th working day of the month after the sheet's, make-up workdays counted; continues into the next month when there are fewer.
    /// </summary>
    /// <param name="calendar">A year it lacks makes the deadline provisional: only weekends are taken as free.</param>
    /// <param name="month">The sheet's month, as any of its days.</param>
    /// <param name="workday">1 or more.</param>
    public static SheetDeadline Of(WorkingCalendar calendar, DateOnly month, int workday)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workday, 1);
        var first = new DateOnly(month.Year, month.Month, 1).AddMonths(1);
        var day = first.AddDays(-1);
        for (var left = workday; left > 0; )
        {
            day = day.AddDays(1);
            if (calendar.IsWorkday(day))
                left--;
        }
        return new(day, !calendar.Covers(first.Year) || !calendar.Covers(day.Year));
    }

    /// <summary>
    /// The number of working days after today up to and including the day. Negative for a past day: minus the working days after it up to
    /// today. 0 for the day itself and the rest days that follow it.
    /// </summary>
    public static int WorkdaysUntil(WorkingCalendar calendar, DateOnly today, DateOnly day) =>
        today <= day ? Between(calendar, today, day) : -Between(calendar, day, today);

    private static int Between(WorkingCalendar calendar, DateOnly after, DateOnly through)
    {
        var workdays = 0;
        for (var day = after.AddDays(1); day <= through; day = day.AddDays(1))
        {
            if (calendar.IsWorkday(day))
                workdays++;
        }
        return workdays;
    }
}
