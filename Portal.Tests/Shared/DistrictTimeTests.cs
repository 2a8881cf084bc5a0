using System.Globalization;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Shared;

public sealed class DistrictTimeTests
{
    private static readonly DistrictTime s_shanghai = new(SampleData.Shanghai, TimeProvider.System);
    private static readonly DistrictTime s_newYork = new(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), TimeProvider.System);

    [Theory]
    [InlineData("2014-10-31T15:59:59.999999Z", "2014-10-31")]
    [InlineData("2014-10-31T16:00:00Z", "2014-11-01")]
    public void DayOf_Instant_IsTheLocalDay(string instant, string day) =>
        Assert.Equal(day, Days.ToText(s_shanghai.DayOf(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2025-03-09", 23)] // the clocks go forward
    [InlineData("2025-11-02", 25)] // and back
    [InlineData("2025-07-04", 24)]
    public void Day_InAZoneWithSummerTime_HasAsManyHoursAsItHas(string text, int hours)
    {
        Assert.True(Days.TryParse(text, out var day));
        Assert.Equal(TimeSpan.FromHours(hours), s_newYork.EndOf(day) + DistrictTime.Tick - s_newYork.StartOf(day));
    }

    [Theory]
    [InlineData("2025-03-09 02:30", "2025-03-09T07:30:00Z")] // skipped: moved on by the hour
    [InlineData("2025-11-02 01:30", "2025-11-02T05:30:00Z")] // occurs twice: the first
    [InlineData("2025-07-04 12:00", "2025-07-04T16:00:00Z")]
    public void FromLocal_WallClock_IsOneInstant(string wall, string instant) =>
        Assert.Equal(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            s_newYork.FromLocal(DateTime.Parse(wall, CultureInfo.InvariantCulture))
        );

    [Fact]
    public void EveryInstant_LiesBetweenStartAndEndOfItsDay() =>
        Gen.Long[0, 4_000_000_000L]
            .Sample(seconds =>
            {
                foreach (var time in new[] { s_shanghai, s_newYork })
                {
                    var instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
                    var day = time.DayOf(instant);
                    Assert.InRange(instant, time.StartOf(day), time.EndOf(day));
                }
            });

    /// <summary>The stored offsets of days against the platform's own conversion, also where clocks change or a day is left out.</summary>
    [Theory]
    [InlineData("Asia/Shanghai")] // summer time until 1991
    [InlineData("Asia/Urumqi")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")] // by half an hour
    [InlineData("Pacific/Apia")] // without 30 December 2011
    [InlineData("Asia/Kathmandu")] // 5:45 before UTC
    public void Instants_OfEveryHour_AreThoseOfThePlatform(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var time = new DistrictTime(zone, TimeProvider.System);
        foreach (var (from, to) in new[] { (1985, 1993), (2010, 2013), (2099, 2102) })
        {
            for (var at = new DateTime(from, 1, 1, 0, 30, 0); at.Year < to; at = at.AddHours(1))
            {
                var instant = new DateTimeOffset(at, TimeSpan.Zero);
                Assert.Equal(TimeZoneInfo.ConvertTime(instant, zone), time.ToLocal(instant));
                Assert.Equal(zone.GetUtcOffset(instant), time.ToLocal(instant).Offset);
                Assert.Equal(DistrictTime.FromLocal(at, zone), time.FromLocal(at));
            }
        }
    }

    [Fact]
    public void Now_IsCutToTheMicrosecond()
    {
        var time = new DistrictTime(SampleData.Shanghai, new FakeTimeProvider(SampleData.Now.AddTicks(19)));
        Assert.Equal(SampleData.Now.AddTicks(10), time.Now);
        Assert.Equal(new DateOnly(2014, 10, 31), time.Today);
    }

    [Fact]
    public void Microseconds_ThereAndBack_IsTheSameInstant() =>
        Gen.Long[-60_000_000_000_000_000, 200_000_000_000_000_000]
            .Sample(microseconds => Assert.Equal(microseconds, Instants.ToMicroseconds(Instants.FromMicroseconds(microseconds))));

    [Fact]
    public void Microseconds_BeforeTheEpoch_AreRoundedDownToo() =>
        Assert.Equal(-1, Instants.ToMicroseconds(DateTimeOffset.UnixEpoch.AddTicks(-1)));

    [Fact]
    public void Numbers_OfDays_ThereAndBack_AreTheSameAndInOrder() =>
        Gen.Int[0, DateOnly.MaxValue.DayNumber - 1]
            .Sample(number =>
            {
                var day = DateOnly.FromDayNumber(number);
                Assert.Equal(day, Days.FromNumber(Days.ToNumber(day)));
                Assert.Equal(Days.MonthStart(day), Days.FromMonthNumber(Days.ToMonthNumber(day)));
                Assert.True(Days.ToNumber(day) < Days.ToNumber(day.AddDays(1)));
                Assert.InRange(day, Days.MonthStart(day), Days.MonthEnd(day));
            });

    [Fact]
    public void MonthEnd_OfTheLastMonthThereIs_IsItsLastDay() => Assert.Equal(DateOnly.MaxValue, Days.MonthEnd(DateOnly.MaxValue));
}
