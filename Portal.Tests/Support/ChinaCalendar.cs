using Portal.Domain.Calendar;

namespace Portal.Tests.Support;

/// <summary>The State Council's rest days and make-up workdays 2004–2026, read from the file that comes with the portal.</summary>
public static class ChinaCalendar
{
    private static readonly string[] s_lines = File.ReadAllLines(
        Path.Combine(TestFiles.Root, "Portal.Domain", "Demonstration", "Files", "china-calendar.csv")
    );

    public static IReadOnlyList<CalendarDay> Days() => [.. s_lines.Skip(1).Where(line => line.Length > 0).Select(Day)];

    public static WorkingCalendar Working() => new(Days());

    private static CalendarDay Day(string line)
    {
        var fields = line.Split(',');
        Assert.True(Domain.Shared.Days.TryParse(fields[0], out var date), line);
        return new()
        {
            Date = date,
            Kind = fields[1] == "work" ? DayKind.Work : DayKind.Rest,
            Holiday = fields[2],
            HolidayEnglish = fields[3],
        };
    }
}
