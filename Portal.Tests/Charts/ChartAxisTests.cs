using Portal.Charts;

namespace Portal.Tests.Charts;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(ChartFormat.Count, "1 1 1", 0, 2, 2)] // a place that stays has whole steps around it
    [InlineData(ChartFormat.Count, "1 3 2", 0, 3, 3)]
    [InlineData(ChartFormat.Count, "421 349 380", 340, 440, 5)]
    [InlineData(ChartFormat.Count, "0 0", 0, 1, 1)]
    [InlineData(ChartFormat.Count, "0.5 0.7", 0.5, 0.7, 4)] // no whole numbers
    [InlineData(ChartFormat.Percent, "0.98 1", 0.98, 1, 4)]
    public void Axis_OfALine_HasRoundEndsAndSteps(ChartFormat format, string values, double min, double max, int steps)
    {
        var numbers = values.Split(' ').Select(v => new ChartValue(decimal.Parse(v, System.Globalization.CultureInfo.InvariantCulture), v));
        var axis = ApexOptions.From(
            new()
            {
                Kind = ChartKind.Line,
                Question = "",
                Format = format,
                Steps = [],
                Series = [new("", "--compare", [.. numbers])],
            }
        );
        Assert.Equal((min, max, steps), (axis.Yaxis.Min, axis.Yaxis.Max, axis.Yaxis.TickAmount));
    }
}
