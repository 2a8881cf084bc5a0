using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;

namespace Portal.Domain.Documents.Charts;

/// <summary>The axes of a chart: categories without ticks, values with a light grid.</summary>
internal sealed class ChartAxes(ChartData chart, ChartScale scale)
{
    public const uint Categories = 1;
    public const uint Values = 2;
    public const uint SecondCategories = 3;
    public const uint SecondValues = 4;

    // The first row of a table is at the top of horizontal bars.
    private bool IsHorizontal => chart.Kind == ReportChartKind.Bar;

    public IEnumerable<OpenXmlElement> Pair() =>
        [CategoryAxis(Categories, Values, shown: true), ValueAxis(Values, Categories, shown: true)];

    /// <summary>Invisible, with the same scale.</summary>
    public IEnumerable<OpenXmlElement> SecondPair() =>
        [CategoryAxis(SecondCategories, SecondValues, shown: false), ValueAxis(SecondValues, SecondCategories, shown: false)];

    private CategoryAxis CategoryAxis(uint id, uint crossing, bool shown)
    {
        var axis = CategoryAxisOf(id, crossing, shown);
        // Every horizontal bar has its name, however many there are.
        if (IsHorizontal)
            axis.InsertBefore(new TickLabelSkip { Val = 1 }, axis.GetFirstChild<NoMultiLevelLabels>());
        return axis;
    }

    private CategoryAxis CategoryAxisOf(uint id, uint crossing, bool shown) =>
        new(
            new AxisId { Val = id },
            new Scaling(new Orientation { Val = IsHorizontal ? OrientationValues.MaxMin : OrientationValues.MinMax }),
            new Delete { Val = !shown },
            new AxisPosition { Val = IsHorizontal ? AxisPositionValues.Left : AxisPositionValues.Bottom },
            new NumberingFormat { FormatCode = "General", SourceLinked = false },
            new MajorTickMark { Val = TickMarkValues.None },
            new MinorTickMark { Val = TickMarkValues.None },
            new TickLabelPosition { Val = TickLabelPositionValues.Low },
            ChartStyles.Thin("7F7F7F"),
            Text(),
            new CrossingAxis { Val = crossing },
            new Crosses { Val = CrossesValues.AutoZero },
            new AutoLabeled { Val = true },
            new LabelAlignment { Val = LabelAlignmentValues.Center },
            new LabelOffset { Val = 100 },
            new NoMultiLevelLabels { Val = true }
        );

    // Invisible, but not deleted: some programs draw the series of a deleted axis beside the others and not behind them.
    private ValueAxis ValueAxis(uint id, uint crossing, bool shown)
    {
        var axis = new ValueAxis(
            new AxisId { Val = id },
            Scaling(),
            new Delete { Val = false },
            new AxisPosition { Val = IsHorizontal ? AxisPositionValues.Bottom : AxisPositionValues.Left }
        );
        if (shown)
            axis.Append(new MajorGridlines(ChartStyles.Thin(ChartStyles.GridLine)));
        axis.Append(
            new NumberingFormat { FormatCode = chart.FormatCode, SourceLinked = false },
            new MajorTickMark { Val = TickMarkValues.None },
            new MinorTickMark { Val = TickMarkValues.None },
            new TickLabelPosition { Val = shown ? TickLabelPositionValues.NextTo : TickLabelPositionValues.None },
            ChartStyles.Invisible(),
            Text(),
            new CrossingAxis { Val = crossing },
            new Crosses { Val = IsHorizontal ? CrossesValues.Maximum : CrossesValues.AutoZero },
            new CrossBetween { Val = CrossBetweenValues.Between }
        );
        return axis;
    }

    private Scaling Scaling()
    {
        var scaling = new Scaling(new Orientation { Val = OrientationValues.MinMax });
        if (scale.Maximum is { } most)
            scaling.Append(new MaxAxisValue { Val = (double)most });
        if (scale.Minimum is { } least)
            scaling.Append(new MinAxisValue { Val = (double)least });
        return scaling;
    }

    private TextProperties Text() => ChartStyles.Text(ChartSpaces.SmallText(chart) + 100, ChartSpaces.Language(chart.Culture));
}
