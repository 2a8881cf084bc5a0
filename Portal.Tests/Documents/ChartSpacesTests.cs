using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Portal.Domain.Documents.Charts;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;

namespace Portal.Tests.Documents;

public sealed class ChartSpacesTests
{
    public static TheoryData<ReportChartKind, decimal?, int> Kinds =>
        new(
            from kind in Enum.GetValues<ReportChartKind>()
            from reference in new decimal?[] { null, 0.8m }
            from series in new[] { 1, 6 }
            select (kind, reference, series)
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Make_EveryKind_IsValid(ReportChartKind kind, decimal? reference, int series)
    {
        using var package = WordprocessingDocument.Create(new MemoryStream(), WordprocessingDocumentType.Document);
        var main = package.AddMainDocumentPart();
        main.Document = new(new DocumentFormat.OpenXml.Wordprocessing.Body());
        main.AddNewPart<ChartPart>("chart1").ChartSpace = ChartSpaces.Make(
            Sample(series) with
            {
                Kind = kind,
                Reference = reference,
                ReferenceName = "目标",
            }
        );

        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2019)
                .Validate(package, TestContext.Current.CancellationToken)
                .Select(e => $"{e.Path?.XPath} {e.Description}")
        );
    }

    [Fact]
    public void Make_ValueMissing_StaysAGap()
    {
        var values = ChartSpaces.Make(Sample(1)).Descendants<Values>().Single();

        Assert.Equal(3u, values.Descendants<PointCount>().Single().Val!.Value);
        Assert.Equal([0u, 2u], values.Descendants<NumericPoint>().Select(p => p.Index!.Value));
        Assert.Equal(["0.5", "0"], values.Descendants<NumericPoint>().Select(p => p.InnerText));
    }

    [Fact]
    public void Make_FromCells_NamesThemAndKeepsWhatTheyHold()
    {
        var sample = Sample(1);
        var space = ChartSpaces.Make(
            sample with
            {
                CategoriesReference = "'街道'!$A$2:$A$4",
                Series = [sample.Series[0] with { NameReference = "'街道'!$B$1", ValuesReference = "'街道'!$B$2:$B$4" }],
            }
        );

        Assert.Equal(["'街道'!$B$1", "'街道'!$A$2:$A$4", "'街道'!$B$2:$B$4"], space.Descendants<Formula>().Select(f => f.Text));
        Assert.Equal(
            ["甲", "乙 <&>", "丙"],
            space.Descendants<CategoryAxisData>().Single().Descendants<StringPoint>().Select(p => p.InnerText)
        );
    }

    [Fact]
    public void Make_TwoSeries_DifferByMoreThanColour()
    {
        var bars = ChartSpaces
            .Make(Sample(6))
            .Descendants<BarChartSeries>()
            .Select(s => s.GetFirstChild<ChartShapeProperties>()!.FirstChild!.OuterXml)
            .ToList();
        var lines = ChartSpaces
            .Make(Sample(6) with { Kind = ReportChartKind.Line })
            .Descendants<LineChartSeries>()
            .Select(s => s.GetFirstChild<Marker>()!.Symbol!.Val!.InnerText)
            .ToList();

        Assert.Equal(6, bars.Distinct().Count());
        Assert.Equal(6, lines.Distinct().Count());
    }

    [Fact]
    public void Of_TableWithTotal_LeavesItOutAndKeepsFractions()
    {
        var chart = ChartData.Of(ReportSamples.Document, ReportSamples.Document.Charts.First());

        Assert.Equal(ReportSamples.Streets.Rows.Count - 1, chart.Categories.Count);
        Assert.DoesNotContain("合计", chart.Categories);
        Assert.Equal([985m / 1234m, 0.15m, null, null], chart.Series.Single().Values);
        Assert.Equal(("0.0%", "参考值 80.0%"), (chart.FormatCode, chart.ReferenceName));
    }

    private static ChartData Sample(int series) =>
        new()
        {
            Title = "图 <&> \u0001",
            Kind = ReportChartKind.Column,
            Culture = ReportSamples.Chinese,
            Categories = ["甲", "乙 <&>", "丙\u0002"],
            Series = [.. Enumerable.Range(1, series).Select(i => new PlottedSeries($"列{i}", [0.5m, null, 0m]))],
            FormatCode = "0.0%",
            IsShare = true,
        };
}
