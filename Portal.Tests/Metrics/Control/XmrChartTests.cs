using Portal.Domain.Metrics.Control;

namespace Portal.Tests.Metrics.Control;

/// <summary>The limits and rules of a control chart.</summary>
public sealed class XmrChartTests
{
    /// <summary>Ten values around 10 with σ = 1: the mean moving range is 1.128.</summary>
    private static readonly decimal?[] s_calm = [10.564m, 9.436m, 10.564m, 9.436m, 10.564m, 9.436m, 10.564m, 9.436m, 10.564m, 9.436m];

    /// <summary>So many calm values that a few others hardly move mean and limits.</summary>
    private static IEnumerable<decimal?> LongCalm => Enumerable.Repeat(s_calm, 40).SelectMany(values => values);

    /// <summary>NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches.</summary>
    [Fact]
    public void Of_TheExampleOfNist_HasItsMeanRangeAndLimits()
    {
        var chart = XmrChart.Of([49.6m, 47.6m, 49.9m, 51.3m, 47.8m, 51.2m, 52.6m, 52.4m, 53.6m, 52.1m], ControlBounds.Unbounded)!;

        Assert.Equal(50.81m, chart.Mean);
        Assert.Equal(1.8778m, decimal.Round(chart.MeanRange, 4));
        Assert.Equal(45.8159m, decimal.Round(chart.Lower, 4));
        Assert.Equal(55.8041m, decimal.Round(chart.Upper, 4));
        Assert.All(chart.Signals, signal => Assert.Equal(ControlSignals.None, signal));
        Assert.True(chart.IsTrial);
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(12, false)]
    public void Of_FewerThanTwelveValues_IsATrial(int values, bool isTrial)
    {
        decimal?[] some = [.. Enumerable.Range(0, values).Select(i => (decimal?)(i % 2))];

        Assert.Equal(isTrial, XmrChart.Of([.. some, null], ControlBounds.Share)!.IsTrial);
    }

    [Fact]
    public void Of_AShare_CutsItsLimitsAtZeroAndOne()
    {
        var chart = XmrChart.Of([0.2m, 0.9m, 0.1m, 1m], ControlBounds.Share)!;

        Assert.Equal((0m, 1m), (chart.Lower, chart.Upper));
    }

    [Fact]
    public void Of_NoTwoValuesInARow_IsNone()
    {
        Assert.Null(XmrChart.Of([], ControlBounds.Share));
        Assert.Null(XmrChart.Of([0.5m], ControlBounds.Share));
        Assert.Null(XmrChart.Of([0.5m, null, 0.7m, null], ControlBounds.Share));
    }

    /// <summary>The months beside a gap do not follow each other, so their difference is no moving range.</summary>
    [Fact]
    public void Of_AGap_TakesNoRangeAcrossIt()
    {
        var chart = XmrChart.Of([1m, 2m, null, 9m, 10m], ControlBounds.Unbounded)!;

        Assert.Equal((1m, 5.5m, 4), (chart.MeanRange, chart.Mean, chart.Count));
        Assert.Equal(ControlSignals.None, chart.Signals[2]);
    }

    [Fact]
    public void Signals_AValueFarOff_IsOutsideTheLimits()
    {
        var chart = XmrChart.Of([.. LongCalm, 30m], ControlBounds.Unbounded)!;

        Assert.Equal(ControlSignals.Outside, chart.Signals[^1]);
        Assert.All(chart.Signals.SkipLast(1), signal => Assert.Equal(ControlSignals.None, signal));
    }

    [Fact]
    public void Signals_EqualValues_HaveNone()
    {
        var chart = XmrChart.Of([.. Enumerable.Repeat<decimal?>(1m, 20)], ControlBounds.Share)!;

        Assert.All(chart.Signals, signal => Assert.Equal(ControlSignals.None, signal));
        Assert.Equal((1m, 1m), (chart.Lower, chart.Upper));
    }

    /// <summary>Seven on one side are ordinary; from the eighth on the level has moved. A gap does not end the run.</summary>
    [Fact]
    public void Signals_EightInARowOnOneSide_AreARunFromTheEighthOn()
    {
        decimal?[] high = [.. Enumerable.Repeat<decimal?>(10.5m, 4), null, .. Enumerable.Repeat<decimal?>(10.5m, 5)];
        decimal?[] low = [.. Enumerable.Repeat<decimal?>(9.5m, 7)];

        var chart = XmrChart.Of([.. low, .. high, .. low], ControlBounds.Unbounded)!;

        var runs = Enumerable.Range(0, chart.Signals.Count).Where(i => chart.Signals[i].HasFlag(ControlSignals.Run));
        Assert.Equal([15, 16], runs); // the eighth and ninth above; index 11 is the gap
    }

    [Theory]
    [InlineData(new[] { 12.5, 12.5 }, new[] { 0, 4 })]
    [InlineData(new[] { 12.5, 10.0, 12.5 }, new[] { 0, 0, 4 })]
    [InlineData(new[] { 12.5, 10.0, 10.0, 12.5 }, new[] { 0, 0, 0, 0 })]
    [InlineData(new[] { 12.5, 7.5 }, new[] { 0, 0 })] // on both sides
    public void Signals_TwoOfThreeBeyondTwoSigmaOnOneSide_AreNearALimit(double[] last, int[] expected)
    {
        var chart = XmrChart.Of([.. LongCalm, .. last.Select(value => (decimal?)(decimal)value)], ControlBounds.Unbounded)!;

        Assert.Equal(expected, chart.Signals.TakeLast(last.Length).Select(signal => (int)signal));
    }
}
