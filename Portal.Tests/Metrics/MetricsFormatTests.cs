using System.Globalization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Metrics;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class MetricsFormatTests
{
    private static readonly MetricsFormat s_chinese = new(CultureInfo.GetCultureInfo("zh-CN"), RecordStream.Cases);
    private static readonly MetricsFormat s_english = new(CultureInfo.GetCultureInfo("en"), RecordStream.Cases);
    private static readonly MetricsFormat s_appeals = new(CultureInfo.GetCultureInfo("en"), RecordStream.Appeals);

    [Theory]
    [InlineData(49_277, 61_906, "79.6%", "79.60%")]
    [InlineData(10_354, 14_695, "70.5%", "70.46%")]
    [InlineData(14_608, 14_695, "99.4%", "99.41%")]
    [InlineData(1, 1, "100.0%", "100.00%")]
    [InlineData(0, 5, "0.0%", "0.00%")]
    [InlineData(1, 2_000, "0.1%", "0.05%")] // 0.05 goes up, away from zero
    public void Percent_IsRoundedHalfAwayFromZero(int numerator, int denominator, string cases, string appeals)
    {
        var share = (decimal)numerator / denominator;
        Assert.Equal(cases, s_chinese.Percent(share));
        Assert.Equal(cases, s_english.Percent(share));
        Assert.Equal(appeals, s_appeals.Percent(share));
    }

    [Fact]
    public void Value_Missing_IsADashNeverZero()
    {
        Assert.Equal("—", s_chinese.Value(MetricName.OnTheSpotRatio, null));
        Assert.Equal("—", s_chinese.Value(MetricName.ZeroOverdueDays, null));
        Assert.Equal("0", s_chinese.Value(MetricName.Overdue, 0));
    }

    [Fact]
    public void Parts_OfTime_AreDays() =>
        Assert.Equal("1,234.5 / 5,000", s_english.Parts(MetricName.TimeRatio, new(0.25m, 1_234.5m, 5_000m)));

    [Theory]
    [InlineData("2014-01", "2014-10", "2014年1—10月", "Jan–Oct 2014")]
    [InlineData("2014-10", "2014-10", "2014年10月", "Oct 2014")]
    [InlineData("2013-11", "2014-02", "2013年11月—2014年2月", "Nov 2013–Feb 2014")]
    [InlineData("2014-10-31", "2014-10-31", "2014-10-31", "2014-10-31")]
    [InlineData("2014-03-03", "2014-03-09", "2014-03-03 – 2014-03-09", "2014-03-03 – 2014-03-09")]
    public void Period_IsSaidAsOneSaysIt(string from, string to, string chinese, string english)
    {
        Assert.True(MetricPeriod.TryParse(from, to, out var period));
        Assert.Equal(chinese, s_chinese.Period(period));
        Assert.Equal(english, s_english.Period(period));
    }

    [Theory]
    [InlineData(0.30, "30%")]
    [InlineData(0.985, "98.5%")]
    public void Target_HasAsManyDecimalsAsItNeeds(double target, string expected) =>
        Assert.Equal(expected, s_appeals.Target(MetricName.OnTheSpotRatio, (decimal)target));

    [Fact]
    public void Plain_IsForPrograms()
    {
        Assert.Equal("61906", MetricsFormat.Plain(61_906m));
        Assert.Equal("1234.5", MetricsFormat.Plain(1_234.50m));
        Assert.Equal("", MetricsFormat.Plain(null));
    }
}
