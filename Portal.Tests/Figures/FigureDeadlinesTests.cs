using System.Globalization;
using Portal.Domain.Figures.Sheets;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

public sealed class FigureDeadlinesTests
{
    [Theory]
    [InlineData("2014-12", 1, "2015-01-04")] // 1–3 January are free, Sunday the 4th is worked instead of Friday the 2nd
    [InlineData("2014-12", 5, "2015-01-08")] // 4, 5, 6, 7, 8
    [InlineData("2014-09", 1, "2014-10-08")] // 1–7 October are free
    [InlineData("2014-09", 5, "2014-10-13")] // 8, 9, 10, Saturday 11 (make-up), Monday 13
    [InlineData("2014-01", 5, "2014-02-12")] // Spring Festival to the 6th; 7, Saturday 8 (make-up), 10, 11, 12
    [InlineData("2014-01", 20, "2014-03-05")] // February has but 17: 2 in its first week, 3 × 5, and then 3, 4, 5 March
    [InlineData("2014-10", 5, "2014-11-07")] // 3, 4, 5, 6, 7
    [InlineData("2014-03", 5, "2014-04-08")] // 1–4, then Tomb-sweeping from Saturday 5 to Monday 7
    public void Of_AcrossHolidays_CountsTheDaysThatAreWorked(string month, int workday, string expected)
    {
        var deadline = FigureDeadlines.Of(ChinaCalendar.Working(), Day(month + "-01"), workday);

        Assert.Equal(Day(expected), deadline.Day);
        Assert.False(deadline.IsProvisional);
    }

    [Theory]
    [InlineData("2026-12", 5, "2027-01-07")] // Friday 1 January is taken as worked: 1, 4, 5, 6, 7
    [InlineData("2026-12", 1, "2027-01-01")]
    [InlineData("2027-03", 5, "2027-04-07")]
    public void Of_YearThatTheCalendarLacks_TakesWeekendsAsFreeAndSaysSo(string month, int workday, string expected)
    {
        var deadline = FigureDeadlines.Of(ChinaCalendar.Working(), Day(month + "-01"), workday);

        Assert.Equal(new(Day(expected), IsProvisional: true), deadline);
    }

    [Theory]
    [InlineData("2014-11-05", 2)] // Wednesday: Thursday and Friday are left
    [InlineData("2014-11-07", 0)] // the day itself
    [InlineData("2014-11-08", 0)] // the Saturday after: late, but by no working day
    [InlineData("2014-11-10", -1)]
    [InlineData("2014-11-12", -3)]
    [InlineData("2014-10-10", 21)] // make-up Saturday 11 October, 13–31 October (15), 3–7 November (5)
    public void WorkdaysUntil_TheSeventhOfNovember_CountsDaysWorkedAheadAndPast(string today, int expected) =>
        Assert.Equal(expected, FigureDeadlines.WorkdaysUntil(ChinaCalendar.Working(), Day(today), new(2014, 11, 7)));

    [Theory]
    [InlineData("2014-09-30", 1)] // seven free days, and it is the next day worked
    [InlineData("2014-10-07", 1)]
    [InlineData("2014-10-11", -3)] // Saturday, worked
    [InlineData("2014-10-12", -3)] // Sunday, not
    public void WorkdaysUntil_AcrossAHolidayWeek_LeavesItOut(string today, int expected) =>
        Assert.Equal(expected, FigureDeadlines.WorkdaysUntil(ChinaCalendar.Working(), Day(today), new(2014, 10, 8)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
