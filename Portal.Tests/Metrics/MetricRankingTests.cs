using Portal.Domain.Metrics.Formulas;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class MetricRankingTests
{
    [Fact]
    public void Rank_Ties_SharePlacesAndSkipTheNext() => Assert.Equal([1, 2, 2, 4], Places(true, 0.9m, 0.8m, 0.8m, 0.7m));

    [Fact]
    public void Rank_LowIsBest_BeginsWithTheLowest() =>
        Assert.Equal([0.1m, 0.2m, 0.3m], MetricRanking.Rank([0.3m, 0.1m, 0.2m], v => v, highIsBest: false).Select(r => r.Value!.Value));

    [Fact]
    public void Rank_ValuesThatOnlyRoundAlike_AreNoTie() => Assert.Equal([1, 2], Places(true, 0.70004m, 0.70001m));

    [Fact]
    public void Rank_WithoutValue_IsLastAndWithoutAPlace()
    {
        var ranked = MetricRanking.Rank(new decimal?[] { null, 0m, 0.5m }, v => v, highIsBest: true);

        Assert.Equal([1, 2, null], ranked.Select(r => r.Place));
        Assert.Null(ranked[^1].Value);
    }

    private static IEnumerable<int?> Places(bool highIsBest, params decimal[] values) =>
        MetricRanking.Rank(values, v => v, highIsBest).Select(r => r.Place);
}
