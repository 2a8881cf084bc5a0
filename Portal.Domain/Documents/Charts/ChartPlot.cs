using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;

namespace Portal.Domain.Documents.Charts;

/// <summary>The bars, columns or lines of a chart, and its reference line.</summary>
internal sealed class ChartPlot(ChartData chart)
{
    private const int MostLabels = 13;
    private const int MostLabelledBars = 60;

    private int Lines => chart.Series.Count;

    public bool HasSecondAxes => chart is { Kind: ReportChartKind.Bar, Reference: not null };

    public bool HasLegend => Lines > 1 || chart.Reference is not null;

    public IEnumerable<OpenXmlElement> Groups()
    {
        yield return chart.Kind == ReportChartKind.Line ? LineGroup() : BarGroup();
        if (chart.Reference is not { } reference)
            yield break;
        if (HasSecondAxes)
            yield return FrameGroup(reference);
        else if (chart.Kind == ReportChartKind.Column)
            yield return new LineChart([
                Standard(),
                Varying(),
                ReferenceLine(reference),
                new ShowMarker { Val = true },
                .. Axes(ChartAxes.Categories, ChartAxes.Values),
            ]);
    }

    private BarChart BarGroup() =>
        new([
            new BarDirection { Val = chart.Kind == ReportChartKind.Bar ? BarDirectionValues.Bar : BarDirectionValues.Column },
            new BarGrouping { Val = BarGroupingValues.Clustered },
            Varying(),
            .. chart.Series.Select(
                (series, i) =>
                    Bars(
                        i,
                        ChartSources.Name(series.Name, series.NameReference),
                        ChartStyles.Bars(i),
                        ChartSources.Values(series.Values, series.ValuesReference, chart.FormatCode),
                        Labels()
                    )
            ),
            new GapWidth { Val = (ushort)(Lines == 1 ? 60 : 80) },
            .. Axes(ChartAxes.Categories, ChartAxes.Values),
        ]);

    private LineChart LineGroup() =>
        new([
            Standard(),
            Varying(),
            .. chart.Series.Select(
                (series, i) =>
                    new LineChartSeries(
                        new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)i },
                        new Order { Val = (uint)i },
                        ChartSources.Name(series.Name, series.NameReference),
                        ChartStyles.Line(i),
                        ChartStyles.Marker(i),
                        Labels(),
                        ChartSources.Categories(chart),
                        ChartSources.Values(series.Values, series.ValuesReference, chart.FormatCode),
                        new Smooth { Val = false }
                    )
            ),
            .. chart.Reference is { } reference ? [ReferenceLine(reference)] : Array.Empty<OpenXmlElement>(),
            new ShowMarker { Val = true },
            .. Axes(ChartAxes.Categories, ChartAxes.Values),
        ]);

    private LineChartSeries ReferenceLine(decimal reference) =>
        new(
            new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)Lines },
            new Order { Val = (uint)Lines },
            ChartSources.Name(chart.ReferenceName ?? "", chart.ReferenceCells?.Name),
            ChartStyles.Reference(),
            new Marker(new Symbol { Val = MarkerStyleValues.None }),
            NoLabels(),
            ChartSources.Categories(chart),
            Repeated(reference),
            new Smooth { Val = false }
        );

    // Programs cannot draw lines over horizontal bars. A dashed frame around each bar ends where the line would be.
    private BarChart FrameGroup(decimal reference) =>
        new([
            new BarDirection { Val = BarDirectionValues.Bar },
            new BarGrouping { Val = BarGroupingValues.Clustered },
            Varying(),
            Bars(
                Lines,
                ChartSources.Name(chart.ReferenceName ?? "", chart.ReferenceCells?.Name),
                ChartStyles.Frame(),
                Repeated(reference),
                NoLabels()
            ),
            new GapWidth { Val = 15 },
            .. Axes(ChartAxes.SecondCategories, ChartAxes.SecondValues),
        ]);

    private BarChartSeries Bars(int index, SeriesText name, ChartShapeProperties look, Values values, DataLabels labels) =>
        new(
            new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)index },
            new Order { Val = (uint)index },
            name,
            look,
            new InvertIfNegative { Val = false },
            labels,
            ChartSources.Categories(chart),
            values
        );

    private Values Repeated(decimal value) =>
        ChartSources.Values([.. chart.Categories.Select(_ => (decimal?)value)], chart.ReferenceCells?.Values, chart.FormatCode);

    private DataLabels Labels()
    {
        var room = chart.Kind == ReportChartKind.Bar ? MostLabelledBars : MostLabels;
        if (chart.Categories.Count * Lines > room)
            return NoLabels();
        return new(
            new NumberingFormat { FormatCode = chart.FormatCode, SourceLinked = false },
            HasSecondAxes ? ChartStyles.Paper() : ChartStyles.Invisible(),
            ChartStyles.Text(ChartSpaces.SmallText(chart), ChartSpaces.Language(chart.Culture)),
            new DataLabelPosition
            {
                Val = chart.Kind == ReportChartKind.Line ? DataLabelPositionValues.Top : DataLabelPositionValues.OutsideEnd,
            },
            new ShowLegendKey { Val = false },
            new ShowValue { Val = true },
            new ShowCategoryName { Val = false },
            new ShowSeriesName { Val = false },
            new ShowPercent { Val = false },
            new ShowBubbleSize { Val = false }
        );
    }

    private static DataLabels NoLabels() =>
        new(
            new ShowLegendKey { Val = false },
            new ShowValue { Val = false },
            new ShowCategoryName { Val = false },
            new ShowSeriesName { Val = false },
            new ShowPercent { Val = false },
            new ShowBubbleSize { Val = false }
        );

    private static Grouping Standard() => new() { Val = GroupingValues.Standard };

    private static VaryColors Varying() => new() { Val = false };

    private static IEnumerable<OpenXmlElement> Axes(uint categories, uint values) =>
        [new AxisId { Val = categories }, new AxisId { Val = values }];
}
