using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Records;

/// <summary>Days on which the limit is suspended; every expected day was counted by hand on the calendar file.</summary>
public sealed class LimitSuspensionTests
{
    private static readonly DistrictTime s_time = new(Shanghai, TimeProvider.System);
    private readonly LimitRules _rules = new(ChinaCalendar.Working(), s_time);

    [Theory]
    [InlineData("2014-10-08", 3, "2014-10-09/2014-10-10", "2014-10-14")] // 11, 13, 14
    [InlineData("2014-09-29", 3, "2014-09-30/2014-10-08", "2014-10-11")] // spans the whole holiday: 9, 10, 11
    [InlineData("2014-09-29", 3, "2014-09-30/2014-10-05", "2014-10-10")] // ends within the holiday: 8, 9, 10
    [InlineData("2014-10-08", 3, "2014-10-09/2014-10-11;2014-10-10/2014-10-13", "2014-10-16")] // overlapping ones count once: 14, 15, 16
    [InlineData("2014-10-08", 3, "2014-10-08", "2014-10-11")] // the day of acceptance does not count anyway
    [InlineData("2014-10-08", 3, "2014-10-11", "2014-10-13")] // a suspended make-up Saturday: 9, 10, 13
    [InlineData("2014-10-08", 3, "2014-10-12", "2014-10-11")] // a suspended Sunday changes nothing
    [InlineData("2014-10-08", 3, "2014-10-13/2014-10-31", "2014-10-11")] // comes after the limit has run out
    [InlineData("2014-10-08", 1, "2014-09-01/2014-10-09", "2014-10-10")] // began before acceptance
    public void DueAt_WorkingDays_LeavesSuspendedDaysOut(string accepted, int limit, string suspended, string due) =>
        Assert.Equal(
            s_time.EndOf(Day(due)),
            _rules.DueAt(Morning(accepted), Version(limit, LimitUnit.WorkingDays), Parse(suspended), 0)!.Value.At
        );

    [Fact]
    public void DueAt_SuspendedAndExtended_BothCount() => // 9, 10 suspended; 11, 13; extended by 14
        Assert.Equal(
            s_time.EndOf(Day("2014-10-14")),
            _rules.DueAt(Morning("2014-10-08"), Version(2, LimitUnit.WorkingDays), Parse("2014-10-09/2014-10-10"), 1)!.Value.At
        );

    [Fact]
    public void DueAt_CalendarDays_LeavesSuspendedDaysOut() => // 4 and 5 are suspended: 3, 6, 7
        Assert.Equal(
            s_time.EndOf(Day("2014-10-07")),
            _rules.DueAt(Morning("2014-10-02"), Version(3, LimitUnit.CalendarDays), Parse("2014-10-04/2014-10-05"), 0)!.Value.At
        );

    [Theory]
    [InlineData("2014-10-08", "2014-10-14", "2014-10-09/2014-10-10", 3)] // 11, 13, 14
    [InlineData("2014-09-29", "2014-10-09", "2014-09-30/2014-10-08", 1)]
    [InlineData("2014-10-08", "2014-10-10", "2014-10-01/2014-10-31", 0)] // suspended all the while
    public void UsedMinutes_WorkingDays_LeavesSuspendedDaysOut(string accepted, string closed, string suspended, int days) =>
        Assert.Equal(days * 1_440, _rules.UsedMinutes(Morning(accepted), Morning(closed), LimitUnit.WorkingDays, Parse(suspended)));

    [Fact]
    public void DueAt_Hours_CountFromTheInstantOnEveryDay() => // Saturday 4 October 09:00 + 48 h
        Assert.Equal(Local(2014, 10, 6, 9), _rules.DueAt(Local(2014, 10, 4, 9), Version(48, LimitUnit.Hours), [], 0)!.Value.At);

    [Fact]
    public void DueAt_NoHoursExtendedByADay_EndsWithTheNextWorkday() => // Friday; the weekend does not count
        Assert.Equal(s_time.EndOf(Day("2014-10-20")), _rules.DueAt(Morning("2014-10-17"), Version(0, LimitUnit.Hours), [], 1)!.Value.At);

    [Fact]
    public void DueAt_HoursExtendedByADay_AddsADay() =>
        Assert.Equal(Local(2014, 10, 7, 9), _rules.DueAt(Local(2014, 10, 4, 9), Version(48, LimitUnit.Hours), [], 1)!.Value.At);

    [Theory]
    // Suspended from midnight to midnight on the day of acceptance: starts on the 9th 00:00, 33 h.
    [InlineData("2014-10-08", "2014-10-10 09:00")]
    [InlineData("2014-10-09", "2014-10-10 18:00")] // 15 h on the 8th, none on the 9th, 18 h on the 10th
    [InlineData("2014-10-10", "2014-10-09 18:00")] // over before the suspension begins
    public void DueAt_HoursWithSuspension_StandStillOnThoseDays(string suspended, string due)
    {
        var at = _rules.DueAt(Local(2014, 10, 8, 9), Version(33, LimitUnit.Hours), Parse(suspended), 0)!.Value.At;
        Assert.Equal(due, s_time.ToLocal(at).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", 49 * 60)]
    [InlineData("2014-10-09", 25 * 60)] // a whole day less
    [InlineData("2014-10-08", 34 * 60)] // from 09:00 on
    [InlineData("2014-10-10", 39 * 60)] // until 10:00
    [InlineData("2014-10-01/2014-10-31", 0)]
    public void UsedMinutes_Hours_LeavesSuspendedHoursOut(string suspended, int minutes) =>
        Assert.Equal(minutes, _rules.UsedMinutes(Local(2014, 10, 8, 9), Local(2014, 10, 10, 10), LimitUnit.Hours, Parse(suspended)));

    [Theory]
    [InlineData(LimitUnit.WorkingDays)]
    [InlineData(LimitUnit.CalendarDays)]
    [InlineData(LimitUnit.Hours)]
    public void DueAt_SuspendedForCenturies_IsRefused(LimitUnit unit) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            "suspensions",
            () => _rules.DueAt(Morning("2014-10-08"), Version(33, unit), Parse("2014-10-09/9999-12-31"), 0)
        );

    [Theory]
    [InlineData("2025-03-08 12:00", "2025-03-10")] // the clocks go forward on Sunday 9 March
    [InlineData("2025-11-01 12:00", "2025-11-03")] // and back on Sunday 2 November
    public void DueAt_AcrossAChangeOfClocks_IsStillTheEndOfTheLocalDay(string accepted, string due)
    {
        var newYork = new DistrictTime(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), TimeProvider.System);
        var rules = new LimitRules(ChinaCalendar.Working(), newYork);
        var at = newYork.FromLocal(DateTime.Parse(accepted, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(newYork.EndOf(Day(due)), rules.DueAt(at, Version(2, LimitUnit.CalendarDays), [], 0)!.Value.At);
        Assert.Equal(Day(due), newYork.DayOf(newYork.EndOf(Day(due))));
    }

    private static IReadOnlyList<Suspension> Parse(string text)
    {
        Assert.True(Suspensions.TryParse(text, out var suspensions));
        return suspensions;
    }

    private static ServiceItemVersion Version(int limit, LimitUnit unit) =>
        Item(1, "X", DepartmentId, statutory: limit, unit: unit).Versions[0];

    private static DateOnly Day(string text) => Days.TryParse(text, out var day) ? day : throw new FormatException(text);

    private static DateTimeOffset Morning(string day) => s_time.FromLocal(Day(day).ToDateTime(new TimeOnly(9, 0)));
}
