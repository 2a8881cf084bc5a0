using System.Text.Json;
using Bunit;
using Portal.Charts;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Charts;

public sealed class ApexChartTests : PortalTestContext
{
    private readonly BunitJSModuleInterop _module;

    public ApexChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        _module = JSInterop.SetupModule("./Charts/ApexChart.razor.js");
        _module.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Table_HasTheNumbersOfTheSeries()
    {
        var rows = Render(Model(0.7m, null, 0.796m)).FindAll("tbody tr");

        Assert.Equal(["1月", "2月", "3月"], rows.Select(r => r.QuerySelector("th")!.TextContent.Trim()));
        Assert.Equal(["70.0%", "—", "79.6%"], rows.Select(r => r.QuerySelector("td")!.TextContent));
    }

    [Fact]
    public void Table_TargetAndQuestion_AreInIt()
    {
        var chart = Render(Model(0.7m));

        Assert.Equal("即办率是否达标?", chart.Find("caption").TextContent);
        Assert.Equal("目标 ≥ 70%", chart.Find("tfoot td").TextContent);
        Assert.Equal("true", chart.Find(".canvas").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Options_MissingValue_IsAGap()
    {
        var data = ApexOptions.From(Model(0.7m, null, 0.796m)).Series[0].Data;

        Assert.Equal([0.7, null, 0.796], data);
    }

    [Fact]
    public void Options_Columns_BeginAtZero()
    {
        var options = ApexOptions.From(Model(900m, 1_000m) with { Kind = ChartKind.Column, Format = ChartFormat.Count, Target = null });

        Assert.Equal(0, options.Yaxis.Min);
        Assert.Equal("bar", options.Chart.Type);
    }

    [Fact]
    public void Series_MoreThanSix_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Model(1m) with { Series = [.. Enumerable.Repeat(Model(1m).Series[0], 7)] });

    [Fact]
    public void Update_OnlyNumbersChanged_KeepsTheDrawing()
    {
        var chart = SetupChart();
        var cut = Render(Model(0.70m, 0.75m));

        cut.Render(p => p.Add(c => c.Model, Model(0.71m, 0.75m)));

        chart.VerifyInvoke("update");
        Assert.Empty(chart.Invocations["redraw"]);
    }

    [Fact]
    public void Update_SameNumbersInAnotherModel_SaysNothing()
    {
        var chart = SetupChart();
        var cut = Render(Model(0.70m, 0.75m));

        cut.Render(p => p.Add(c => c.Model, Model(0.70m, 0.75m)));

        Assert.Empty(chart.Invocations["update"]);
        Assert.Empty(chart.Invocations["redraw"]);
    }

    [Fact]
    public void Written_ForTheScript_SaysWhatTheOptionsAre()
    {
        var model = Model(0.7m, null, 0.796m);
        var plain = new JsonSerializerOptions(JsonSerializerDefaults.Web);

        Assert.Equal(JsonSerializer.Serialize(ApexOptions.From(model), plain), JsonSerializer.Serialize(ChartJson.Options(model)));
        Assert.Equal(
            JsonSerializer.Serialize(ApexOptions.SeriesOf(model), plain),
            JsonSerializer.Serialize(ChartJson.Of(model, "zh-CN").Series)
        );
        Assert.Same(ChartJson.Of(model, "zh-CN"), ChartJson.Of(model, "zh-CN"));
    }

    [Fact]
    public void Update_OtherSteps_DrawsAnew()
    {
        var chart = SetupChart();
        var cut = Render(Model(0.70m, 0.75m));

        cut.Render(p => p.Add(c => c.Model, Model(0.70m, 0.75m, 0.76m)));

        chart.VerifyInvoke("redraw");
    }

    [Fact]
    public async Task Dispose_TakesTheDrawingAway()
    {
        var chart = SetupChart();
        var cut = Render(Model(0.70m));

        await cut.Instance.DisposeAsync();

        chart.VerifyInvoke("destroy");
    }

    // The module's draw returns the chart, an object of its own.
    private BunitJSModuleInterop SetupChart()
    {
        var chart = _module.SetupModule(invocation => invocation.Identifier == "draw");
        chart.Mode = JSRuntimeMode.Loose;
        return chart;
    }

    private IRenderedComponent<ApexChart> Render(ChartModel model) => Render<ApexChart>(p => p.Add(c => c.Model, model));

    private static ChartModel Model(params decimal?[] values) =>
        new()
        {
            Kind = ChartKind.Line,
            Question = "即办率是否达标?",
            Format = ChartFormat.Percent,
            Steps = [.. values.Select((_, i) => new ChartStep($"{i + 1}月", $"{i + 1}月"))],
            Series =
            [
                new("本期", "--metric-spot", [.. values.Select(v => new ChartValue(v, v is { } known ? $"{known * 100:0.0}%" : "—"))]),
            ],
            Target = new(0.7m, "目标 ≥ 70%"),
        };
}
