using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Records;

/// <summary>Every expected day was counted by hand on the calendar file.</summary>
public sealed class LimitRulesTests
{
    private readonly LimitRules _rules = new(ChinaCalendar.Working(), new DistrictTime(Shanghai, TimeProvider.System));

    [Theory]
    [InlineData("2014-09-30", 5, "2014-10-13")] // 1–7 free; 8, 9, 10, Saturday 11, Sunday 12 free, 13
    [InlineData("2014-09-26", 3, "2014-09-30")] // Sunday 28 is worked: 28, 29, 30
    [InlineData("2014-09-30", 1, "2014-10-08")]
    [InlineData("2014-01-30", 1, "2014-02-07")] // Spring Festival 31 to 6
    [InlineData("2014-01-30", 2, "2014-02-08")] // Saturday 8 is worked
    [InlineData("2014-01-30", 3, "2014-02-10")]
    [InlineData("2014-04-04", 1, "2014-04-08")] // Tomb-sweeping 5, 6, 7
    [InlineData("2014-04-30", 2, "2014-05-05")] // 1–3 free; Sunday 4 is worked, then 5
    [InlineData("2014-10-05", 1, "2014-10-08")] // accepted on a day off
    [InlineData("2014-10-10", 1, "2014-10-11")] // make-up Saturday
    [InlineData("2014-12-31", 1, "2015-01-04")] // 1–3 free, Sunday 4 is worked
    [InlineData("2014-10-08", 20, "2014-11-04")] // 9, 10, 11; 13–17; 20–24; 27–31; 3, 4
    public void DueAt_WorkingDays_IsTheEndOfTheLastDay(string accepted, int limit, string due) =>
        Assert.Equal(EndOf(due), _rules.DueAt(At(accepted, 9), WorkingDays(limit), [], 0)!.Value.At);

    [Fact]
    public void DueAt_EndOfDay_IsTheLastMicrosecondBeforeMidnightInTheDistrict()
    {
        var due = _rules.DueAt(At("2014-09-30", 9), WorkingDays(5), [], 0)!.Value.At;

        Assert.Equal(new DateTimeOffset(2014, 10, 13, 16, 0, 0, TimeSpan.Zero) - TimeSpan.FromMicroseconds(1), due);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    public void DueAt_AnyHourOfTheDayOfAcceptance_IsTheSame(int hour) =>
        Assert.Equal(EndOf("2014-10-09"), _rules.DueAt(At("2014-10-08", hour), WorkingDays(1), [], 0)!.Value.At);

    [Fact]
    public void DueAt_PromiseAndLaw_ThePromiseCounts() =>
        Assert.Equal(EndOf("2014-10-09"), _rules.DueAt(At("2014-10-08", 9), Version(statutory: 20, promised: 1), [], 0)!.Value.At);

    [Fact]
    public void DueAt_NoPromise_TheLawCounts() =>
        Assert.Equal(EndOf("2014-10-10"), _rules.DueAt(At("2014-10-08", 9), Version(statutory: 2), [], 0)!.Value.At);

    [Fact]
    public void DueAt_InstantItemWithoutLimit_IsTheEndOfTheDayOfAcceptance()
    {
        var due = _rules.DueAt(At("2014-10-04", 9), Version(instant: true), [], 0)!.Value;

        Assert.Equal(EndOf("2014-10-04"), due.At);
        Assert.False(due.IsProvisional);
    }

    [Fact]
    public void DueAt_InstantItemWithPromise_ThePromiseCounts() =>
        Assert.Equal(EndOf("2014-10-09"), _rules.DueAt(At("2014-10-08", 9), Version(promised: 1, instant: true), [], 0)!.Value.At);

    [Fact]
    public void DueAt_NothingLimitsIt_IsNull()
    {
        Assert.Null(_rules.DueAt(At("2014-10-08", 9), Version(), [], 0));
        Assert.Null(_rules.DueAt(At("2014-10-08", 9), item: null, [], 3));
    }

    [Fact]
    public void DueAt_Extension_AddsDays() =>
        // 9, 10, Saturday 11; 13, 14, 15.
        Assert.Equal(EndOf("2014-10-15"), _rules.DueAt(At("2014-10-08", 9), WorkingDays(3), [], extensionDays: 3)!.Value.At);

    [Theory]
    [InlineData("2014-10-04", 3, "2014-10-07")]
    [InlineData("2014-01-30", 15, "2014-02-14")]
    [InlineData("2014-02-27", 2, "2014-03-01")]
    public void DueAt_CalendarDays_CountsEveryDay(string accepted, int limit, string due) =>
        Assert.Equal(EndOf(due), _rules.DueAt(At(accepted, 9), Version(statutory: limit, unit: LimitUnit.CalendarDays), [], 0)!.Value.At);

    [Theory]
    [InlineData("2026-12-30", 1, false)] // Thursday 31 still lies in a known year
    [InlineData("2026-12-30", 2, true)] // 1 January 2027 is probably free, but the calendar is not published
    [InlineData("2027-06-01", 1, true)]
    public void DueAt_YearMissingFromTheCalendar_IsProvisional(string accepted, int limit, bool provisional) =>
        Assert.Equal(provisional, _rules.DueAt(At(accepted, 9), WorkingDays(limit), [], 0)!.Value.IsProvisional);

    [Fact]
    public void DueAt_YearMissingButCalendarDays_IsNotProvisional() =>
        Assert.False(_rules.DueAt(At("2027-06-01", 9), Version(statutory: 9, unit: LimitUnit.CalendarDays), [], 0)!.Value.IsProvisional);

    [Theory]
    [InlineData("2014-10-08", "2014-10-08", 0)] // the same day
    [InlineData("2014-10-08", "2014-10-09", 1)]
    [InlineData("2014-09-30", "2014-10-07", 0)] // closed on a day off: no working day was used
    [InlineData("2014-09-30", "2014-10-08", 1)]
    [InlineData("2014-09-26", "2014-09-30", 3)] // with make-up Sunday 28
    [InlineData("2014-09-30", "2014-10-13", 5)]
    public void UsedMinutes_WorkingDays_CountsThoseAfterAcceptanceUpToClosing(string accepted, string closed, int days) =>
        Assert.Equal(days * 1_440, _rules.UsedMinutes(At(accepted, 16), At(closed, 10), LimitUnit.WorkingDays, []));

    [Fact]
    public void UsedMinutes_ClosedAtTheEndOfTheDueDay_IsTheWholeLimit()
    {
        var due = _rules.DueAt(At("2014-01-23", 9), WorkingDays(12), [], 0)!.Value.At;
        Assert.Equal(12 * 1_440, _rules.UsedMinutes(At("2014-01-23", 9), due, LimitUnit.WorkingDays, []));
    }

    [Theory]
    [InlineData(20, null, LimitUnit.WorkingDays, false, 28_800, 28_800)]
    [InlineData(20, 6, LimitUnit.WorkingDays, false, 28_800, 8_640)]
    [InlineData(48, 24, LimitUnit.Hours, false, 2_880, 1_440)]
    [InlineData(20, null, LimitUnit.WorkingDays, true, 28_800, 0)] // done on the spot, whatever the law allows
    [InlineData(null, 3, LimitUnit.CalendarDays, false, null, 4_320)]
    public void Minutes_OfLimits_CountADayAs1440(int? statutory, int? promised, LimitUnit unit, bool instant, int? byLaw, int? byPromise)
    {
        var item = Version(statutory, promised, unit, instant);
        Assert.Equal(byLaw, LimitRules.StatutoryMinutes(item));
        Assert.Equal(byPromise, LimitRules.PromisedMinutes(item));
    }

    private static ServiceItemVersion WorkingDays(int limit) => Version(statutory: limit);

    private static ServiceItemVersion Version(
        int? statutory = null,
        int? promised = null,
        LimitUnit unit = LimitUnit.WorkingDays,
        bool instant = false
    ) => Item(1, "X", DepartmentId, statutory, promised, unit, instant).Versions[0];

    private static DateTimeOffset At(string day, int hour) =>
        DistrictTime.FromLocal(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture).AddHours(hour), Shanghai);

    private static DateTimeOffset EndOf(string day) => At(day, 24) - DistrictTime.Tick;
}
