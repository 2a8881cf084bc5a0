using System.Globalization;
using Portal.Domain.Calendar;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.World;

/// <summary>What every part of the demonstration builds on: the calendar, the catalogue, the district's clock.</summary>
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

    /// <summary>The instant of a wall-clock time.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time) => _time.FromLocal(day.ToDateTime(time));

    /// <summary>The end of the n-th working day after the day, days of the suspension not counted.</summary>
    public DateTimeOffset EndAfter(DateOnly day, int workdays) => _time.EndOf(WorkdayAfter(day, workdays));

    /// <summary>The n-th working day after the day; <paramref name="suspension"/> does not count.</summary>
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

    /// <summary>The day itself when it is worked, else the last working day before it.</summary>
    public DateOnly WorkdayUpTo(DateOnly day)
    {
        while (!Calendar.IsWorkday(day))
            day = day.AddDays(-1);
        return day;
    }
}
