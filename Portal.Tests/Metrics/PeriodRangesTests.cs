using CsCheck;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class PeriodRangesTests
{
    private static Gen<MetricPeriod> Period =>
        from first in Gen.Int[0, 1_500]
        from length in Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 1_500])
        let start = new DateOnly(2011, 1, 1).AddDays(first)
        select new MetricPeriod(start, start.AddDays(length));

    [Fact]
    public void WithQuarters_OfAnyPeriod_IsEachOfItsDaysOnce() =>
        Period.Sample(
            period =>
            {
                var days = PeriodRanges.WithQuarters(PeriodRanges.Of(period)).SelectMany(range => DaysOf(range.First, range.Last)).ToList();

                Assert.Equal(Enumerable.Range(0, period.Length).Select(period.From.AddDays), days);
            },
            iter: 2_000
        );

    [Theory]
    [InlineData("2014-01-01", "2014-10-31", "20141-20143 201410-201410")]
    [InlineData("2013-03-01", "2013-12-31", "201303-201303 20132-20134")]
    [InlineData("2014-01-01", "2014-12-31", "20141-20144")]
    [InlineData("2013-11-15", "2014-07-03", "20131115-20131199 201312-201312 20141-20142 20140701-20140703")]
    [InlineData("2014-02-01", "2014-05-31", "201402-201405")]
    [InlineData("2013-12-01", "2015-01-31", "201312-201312 20141-20144 201501-201501")]
    public void WithQuarters_OfAPeriod_TakesWholeOnes(string from, string to, string expected)
    {
        Assert.True(MetricPeriod.TryParse(from, to, out var period));

        Assert.Equal(expected, string.Join(' ', PeriodRanges.WithQuarters(PeriodRanges.Of(period)).Select(r => $"{r.First}-{r.Last}")));
    }

    // Every number between the two, as the period that it encodes.
    private static IEnumerable<DateOnly> DaysOf(int first, int last)
    {
        for (var period = first; period <= last; period = PeriodRanges.After(period))
        {
            if (PeriodRanges.IsDay(period))
            {
                if (Days.TryParse($"{period / 10_000:0000}-{period / 100 % 100:00}-{period % 100:00}", out var day))
                    yield return day;
                continue;
            }
            var (start, months) =
                period < 100_000 ? (new DateOnly(period / 10, ((period % 10) * 3) - 2, 1), 3) : (Days.FromMonthNumber(period), 1);
            for (var day = start; day < start.AddMonths(months); day = day.AddDays(1))
                yield return day;
        }
    }
}
