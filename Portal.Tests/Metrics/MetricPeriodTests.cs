using Portal.Domain.Metrics.Formulas;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class MetricPeriodTests
{
    [Theory]
    [InlineData("2014-01", "2014-10", "2013-03-01", "2013-12-31")]
    [InlineData("2014-03", "2014-03", "2014-02-01", "2014-02-28")]
    [InlineData("2014-03-03", "2014-03-09", "2014-02-24", "2014-03-02")]
    public void Previous_IsAsLongAndEndsTheDayBefore(string from, string to, string previousFrom, string previousTo) =>
        Assert.Equal(Period(previousFrom, previousTo), Period(from, to).Previous);

    [Theory]
    [InlineData("2014-01", "2014-10", "2013-01-01", "2013-10-31")]
    [InlineData("2013-02", "2013-02", "2012-02-01", "2012-02-29")] // a whole February stays whole
    [InlineData("2012-02", "2012-02", "2011-02-01", "2011-02-28")]
    [InlineData("2012-02-10", "2012-02-29", "2011-02-10", "2011-02-28")]
    [InlineData("2014-10-01", "2014-10-31", "2013-10-01", "2013-10-31")]
    public void YearBefore_IsTheSameDays(string from, string to, string beforeFrom, string beforeTo) =>
        Assert.Equal(Period(beforeFrom, beforeTo), Period(from, to).YearBefore);

    [Theory]
    [InlineData("2014-01", "2014-10", true, 304, 10, "2014-01", "2014-10")]
    [InlineData("2014-01-01", "2014-01-31", true, 31, 1, "2014-01", "2014-01")]
    [InlineData("2014-01-15", "2014-03", false, 76, 3, "2014-01-15", "2014-03-31")]
    [InlineData("2014-02-28", "2014-02-28", false, 1, 1, "2014-02-28", "2014-02-28")]
    public void Period_KnowsItsDaysAndMonths(string from, string to, bool whole, int days, int months, string fromText, string toText)
    {
        var period = Period(from, to);
        Assert.Equal((whole, days, months), (period.IsWholeMonths, period.Length, period.Months.Count()));
        Assert.Equal((fromText, toText), period.ToText());
        Assert.Equal(period, Period(fromText, toText));
    }

    [Theory]
    [InlineData("2014-10", "2014-01")]
    [InlineData("2014-13", "2014-13")]
    [InlineData("2014-02-29", "2014-03")]
    [InlineData("2014", "2014")]
    [InlineData("", "2014-01")]
    [InlineData(null, null)]
    [InlineData("0001-01", "2014-10")] // there is nothing before it to compare with
    [InlineData("2014-01", "9999-12")] // nor anything after it
    public void TryParse_Nonsense_IsRefused(string? from, string? to) => Assert.False(MetricPeriod.TryParse(from, to, out _));

    [Fact]
    public void Period_RunningBackwards_CannotBe() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricPeriod(new(2014, 10, 2), new(2014, 10, 1)));

    private static MetricPeriod Period(string from, string to)
    {
        Assert.True(MetricPeriod.TryParse(from, to, out var period), $"{from} – {to}");
        return period;
    }
}
