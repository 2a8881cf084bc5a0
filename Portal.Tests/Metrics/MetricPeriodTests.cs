using Portal.Domain.Metrics;

namespace Portal.Tests.Metrics;

public sealed class MetricPeriodTests
{
    [Theory]
    [InlineData("2014-01", "2014-10", "2013-03-01", "2013-12-31")]
    [InlineData("2014-03", "2014-03", "2014-02-01", "2014-02-28")]
    [InlineData("2014-03-03", "2014-03-09", "2014-02-24", "2014-03-02")]
    public void Previous_IsAsLongAndEndsTheDayBefore(string from, string to, string previousFrom, string previousTo)
    {
        Assert.True(MetricPeriod.TryParse(from, to, out var period));
        Assert.True(MetricPeriod.TryParse(previousFrom, previousTo, out var expected));
        Assert.Equal(expected, period.Previous);
    }

    [Theory]
    [InlineData("2014-10", "2014-01")]
    [InlineData("2014-13", "2014-13")]
    [InlineData("", "2014-01")]
    [InlineData(null, null)]
    public void TryParse_Nonsense_IsRefused(string? from, string? to) => Assert.False(MetricPeriod.TryParse(from, to, out _));
}
