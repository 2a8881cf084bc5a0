using Portal.Domain.Calendar;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    private readonly WorkingCalendar _calendar = ChinaCalendar.Working();

    [Theory]
    [InlineData("2014-01-01", false)] // New Year's Day, a Wednesday
    [InlineData("2014-01-26", true)] // make-up Sunday before the Spring Festival
    [InlineData("2014-02-08", true)] // make-up Saturday after it
    [InlineData("2014-02-09", false)] // an ordinary Sunday
    [InlineData("2014-04-07", false)] // a Monday off for Tomb-sweeping
    [InlineData("2014-09-28", true)] // make-up Sunday before the National Day
    [InlineData("2014-10-07", false)] // the last of seven days
    [InlineData("2014-10-08", true)]
    [InlineData("2014-10-11", true)] // make-up Saturday
    [InlineData("2014-10-12", false)]
    [InlineData("2014-10-31", true)] // an ordinary Friday
    public void IsWorkday_Of2014_FollowsTheNotice(string day, bool expected) =>
        Assert.Equal(expected, _calendar.IsWorkday(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void IsWorkday_WholeYear2014_Counts250()
    {
        // 261 weekdays; 16 of them free (1 + 5 + 1 + 2 + 1 + 1 + 5), 5 weekend days worked.
        var days = Enumerable.Range(0, 365).Select(i => new DateOnly(2014, 1, 1).AddDays(i));
        Assert.Equal(261 - 16 + 5, days.Count(_calendar.IsWorkday));
    }

    [Fact]
    public void Years_OfTheFile_Are2004To2026() => Assert.Equal(Enumerable.Range(2004, 23), _calendar.Years);

    [Fact]
    public void Covers_YearOfWhichOnlyANeighbourNamesDays_IsFalse()
    {
        var calendar = new WorkingCalendar([
            new()
            {
                Date = new(2014, 12, 31),
                Kind = DayKind.Rest,
                Holiday = "元旦",
                HolidayEnglish = "New Year's Day",
            },
            new()
            {
                Date = new(2015, 1, 1),
                Kind = DayKind.Rest,
                Holiday = "元旦",
                HolidayEnglish = "New Year's Day",
            },
            new()
            {
                Date = new(2015, 10, 1),
                Kind = DayKind.Rest,
                Holiday = "国庆节",
                HolidayEnglish = "National Day",
            },
        ]);

        Assert.False(calendar.Covers(2014));
        Assert.True(calendar.Covers(2015));
        Assert.False(calendar.Covers(2016));
    }

    [Fact]
    public void IsWorkday_UnknownYear_TakesOnlyWeekendsAsFree()
    {
        Assert.False(_calendar.Covers(2027));
        Assert.True(_calendar.IsWorkday(new(2027, 1, 1))); // a Friday
        Assert.False(_calendar.IsWorkday(new(2027, 1, 2)));
    }
}
