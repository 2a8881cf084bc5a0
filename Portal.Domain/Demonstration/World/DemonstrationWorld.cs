using System.Globalization;
using Portal.Domain.Calendar;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.World;

/// <summary>The data shared by all generators of the demonstration: the calendar, the catalogue and the district's time zone.</summary>
internal sealed class DemonstrationWorld
{
    private readonly DistrictTime _time;

    public DemonstrationWorld(DistrictTime time)
    {
        _time = time;
        CalendarDays = DemonstrationFiles.Read(
            DemonstrationFiles.Calendar,
            text => new CalendarDay
            {
                Date = DateOnly.ParseExact(text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Kind = Enum.Parse<DayKind>(text("day"), ignoreCase: true),
                Holiday = text("holiday"),
                HolidayEnglish = text("holidayEnglish"),
            }
        );
        Calendar = new WorkingCalendar(CalendarDays);
    }

    public IReadOnlyList<CalendarDay> CalendarDays { get; }

    public WorkingCalendar Calendar { get; }

    public IReadOnlyList<CatalogueEntry> Catalogue { get; } = CatalogueEntry.ReadAll();

    /// <summary>Converts a local time to an instant.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time) => _time.FromLocal(day.ToDateTime(time));

    /// <summary>The end of the n-th working day after the day.</summary>
    public DateTimeOffset EndAfter(DateOnly day, int workdays) => _time.EndOf(WorkdayAfter(day, workdays));

    /// <summary>The n-th working day after the day, without the days of the <paramref name="suspension"/>.</summary>
    public DateOnly WorkdayAfter(DateOnly day, int workdays, Suspension? suspension = null)
    {
        while (workdays > 0)
        {
            day = day.AddDays(1);
            if (Calendar.IsWorkday(day) && suspension?.Covers(day) != true)
                workdays--;
        }
        return day;
    }

    /// <summary>The day itself when it is a working day, else the last one before it.</summary>
    public DateOnly WorkdayUpTo(DateOnly day)
    {
        while (!Calendar.IsWorkday(day))
            day = day.AddDays(-1);
        return day;
    }
}
