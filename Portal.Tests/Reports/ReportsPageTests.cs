using System.Globalization;
using Bunit;
using Portal.Domain.Access;
using Portal.Domain.Reports.Archive;
using Portal.Reports.Documents;
using Portal.Reports.Monthly;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Reports.ReportPageHarness;

namespace Portal.Tests.Reports;

[Needs(Resource.Database)]
public sealed class ReportsPageTests
{
    private const string September = "/reports?unit=350103&month=2014-09";
    private const string SinceJanuary = "/reports?unit=350103&month=2014-09&from=2014-01";

    [Fact]
    public async Task Report_OfAPeriod_IsWrittenOutWithItsTablesChartsAndDefinitions()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>(SinceJanuary);
        page.WaitForElement("[data-report]");

        Assert.Equal("台江区“马上就办”工作情况通报", Text(page.Find("[data-report] h2")));
        Assert.Equal(["总体情况", "办件情况", "逐月走势", "督办情况", "指标解释"], page.FindAll("[data-report] h3").Select(Text));
        Assert.Equal("后洲街道 1,234 985 79.8% +1.2 1 1,600.00", Text(page.Find("[data-row='350103001']")));
        Assert.Equal("瀛洲街道 未报送 未报送 未报送 不适用 不适用 不适用", Text(page.Find("[data-row='350103004']")));
        Assert.Equal("合计 1,254 988 78.8% +1.0 — —", Text(page.Find("tr.total")));
        Assert.Equal("本期无数据。", Text(page.Find("[data-table=none] .nothing")));
        Assert.Contains("1—10月，全区共受理各类事项1,254件，当场（日）办结988件，即办率78.8%。", page.FindAll(".text").Select(Text));
        Assert.Equal("参考线 80.0%", Text(page.Find("[data-chart-of=streets] .note")).TrimStart('┆', ' '));
        Assert.Equal(["79.8%", "15.0%", "—", "未报送"], page.FindAll("[data-chart-of=streets] .value").Select(Text));
        Assert.Equal("即办率 受理当日办结的件数与受理件数之比，按受理日期计。", Text(page.FindAll("dl div")[0]));
    }

    [Fact]
    public void Bars_BeginAtZero_WhereverZeroLies()
    {
        var (column, culture) = (new ReportColumn("moved", "较上期", ReportColumnKind.Points, 1), CultureInfo.GetCultureInfo("zh-CN"));
        var table = new ReportTable(
            "t",
            "t",
            [new("name", "街道", ReportColumnKind.Text), column],
            [
                new("a", [ReportCell.Of("甲"), ReportCell.Of(0.03m)]),
                new("b", [ReportCell.Of("乙"), ReportCell.Of(-0.01m)]),
                new("", [ReportCell.Of("合计"), ReportCell.Of(9m)]) { IsTotal = true },
            ]
        );

        var bars = ReportBars.From(ReportPlot.From(new("c", "c", ReportChartKind.Bar, "t", "name", ["moved"]), table, culture));

        Assert.Equal(0.25m, bars.Zero);
        Assert.Equal(
            [("甲", 0.25m, 0.75m, "+3.0"), ("乙", 0m, 0.25m, "−1.0")],
            bars.Rows.Select(r => (r.Name, r.Parts[0].Start, r.Parts[0].Length, r.Parts[0].Text))
        );
    }

    [Fact]
    public async Task Shelf_OfAYear_TellsWhatIsSignedOpenRunningAndAhead()
    {
        await using var database = await DatabaseAsync();
        await using (var db = database.Open())
        {
            db.SignedReports.Add(
                new()
                {
                    UnitId = SampleData.DistrictId,
                    From = new(2014, 7, 1),
                    To = new(2014, 9, 1),
                    Number = 1,
                    Content = [1],
                    Hash = "h",
                    SignedBy = "李四",
                    SignedAt = SampleData.Local(2014, 10, 3),
                }
            );
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>(September);
        page.WaitForElement("[data-report]");

        string Row(string name) => Text(page.FindAll("#periods tbody tr").Single(r => Text(r.Children[0]) == name));
        Assert.Equal("12月 未开始 期间未结束", Row("12月"));
        Assert.Equal("10月 期间未结束 期间未结束", Row("10月"));
        Assert.Equal("9月 草稿 草稿", Row("9月"));
        Assert.Equal("3季度 ✓ 已签发 李四 2014-10-03", Row("3季度"));
        Assert.Equal("/reports?unit=350103&month=2014-09", page.Find("#periods a[aria-current]").GetAttribute("href"));
    }

    [Fact]
    public async Task Shelf_OfMonthsWithoutFigures_CountsTheSheetsMissing()
    {
        await using var database = await Figures.BoardPageHarness.DatabaseAsync();
        var year = await database
            .Get<ReportYears>()
            .ReadAsync(Actor.System, SampleData.District, 2014, Xunit.TestContext.Current.CancellationToken);

        var missing = year!.Reports.ToDictionary(r => r.Key.ToFileName(), r => r.Missing);
        Assert.True(missing["350103_2014-09"] > 0);
        Assert.Equal(missing["350103_2014-09"], missing["350103_2014-01_2014-09"]);
        Assert.Equal(missing["350103_2014-09"], missing["350103_2014-07_2014-09"]);
        Assert.Equal(0, missing["350103_2014-08"]);
    }

    [Theory]
    [InlineData(Role.Leader)]
    [InlineData(Role.Clerk)]
    [InlineData(Role.Administrator)]
    public async Task Reader_WhoMayNotWrite_FetchesButNeitherSignsNorRemarks(Role role)
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database, role);
        var page = harness.Open<ReportsPage>(September);
        page.WaitForElement("[data-report]");

        Assert.Equal(4, page.FindAll("[data-file]").Count);
        Assert.Empty(page.FindAll("[data-do]"));
    }

    [Fact]
    public async Task Sign_ForTheFirstTime_SaysWhatIsFrozenAndSignsWhatWasSeen()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>(September);
        await page.WaitForElement("[data-do=sign]").ClickAsync();

        Assert.Contains("校验码", Text(page.Find("[data-ask=sign]")), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-reason]"));
        await page.Find("[data-ask=sign]").SubmitAsync();

        page.WaitForElement("[data-signed='1']");
        Assert.Equal([("1", null)], harness.Reports.Signings);
        Assert.Equal("✓ 李四 于 2014-11-03 09:00 签发", Text(page.Find(".standing")));
        Assert.Equal(new string('a', 64), Text(page.Find("[data-hash]")));
        Assert.Empty(page.FindAll("[data-do]"));
    }

    [Fact]
    public async Task Sign_WhenFiguresChangedSince_SaysSoAndShowsTheNewOnes()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>(September);
        await page.WaitForElement("[data-do=sign]").ClickAsync();
        (harness.Reports.Basis, harness.Reports.Document) = ("2", ReportSamples.Document with { State = "草稿，数据截至2014年11月4日" });
        await page.Find("[data-ask=sign]").SubmitAsync();

        page.WaitForAssertion(() =>
            Assert.Equal("打开页面后数据或说明有变动。下面已是最新内容，请重新查看后签发。", Text(page.Find("[data-said]")))
        );
        Assert.Empty(harness.Reports.Signings);
        Assert.Equal("草稿，数据截至2014年11月4日", Text(page.Find("[data-report] .state")));

        await page.Find("[data-do=sign]").ClickAsync();
        await page.Find("[data-ask=sign]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal([("2", null)], harness.Reports.Signings));
    }

    [Fact]
    public async Task Sign_Again_NeedsAReason()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        await harness
            .Reports.SignAsync(
                Actor.System,
                new(SampleData.District, new(2014, 9, 1), new(2014, 9, 1)),
                "1",
                null,
                Xunit.TestContext.Current.CancellationToken
            )
            .DoneAsync();
        var page = harness.Open<ReportsPage>(September + "&draft=1");
        await page.WaitForElement("[data-do=sign]").ClickAsync();

        Assert.True(page.Find("[data-answer]").HasAttribute("disabled"));
        await page.Find("[data-reason]").InputAsync(new() { Value = " 后洲街道更正 " });
        await page.Find("[data-ask=sign]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("后洲街道更正", harness.Reports.Signings[^1].Reason));
        Assert.EndsWith(September, harness.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhileThePeriodRuns_IsNotOffered()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>("/reports?unit=350103&month=2014-10");
        var button = page.WaitForElement("[data-do=sign]");

        Assert.True(button.HasAttribute("disabled"));
        Assert.Contains(page.FindAll("p.quiet").Select(Text), t => t == "本期间到 2014-10-31 结束，之后可以签发。");
    }

    [Fact]
    public async Task Remark_OfWhoWasSlower_KeepsTheTextAndShowsTheOthers()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>(September);
        await page.WaitForElement("[data-do=remark]").ClickAsync();
        await page.Find("textarea").InputAsync(new() { Value = "第一段\r\n第二段" });
        harness.Reports.Remark = new()
        {
            Number = 1,
            Text = "别人的",
            WrittenBy = "王五",
            WrittenAt = SampleData.Local(2014, 11, 2),
        };
        await page.Find(".remark form").SubmitAsync();

        page.WaitForElement("[data-theirs]");
        Assert.Contains("别人的", Text(page.Find("[data-theirs]")), StringComparison.Ordinal);
        Assert.Equal("第一段\n第二段", page.Find("textarea").GetAttribute("value"));
        Assert.Equal("别人的", harness.Reports.Remark.Text);

        await page.Find(".remark form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal((2, "第一段\n第二段"), (harness.Reports.Remark.Number, harness.Reports.Remark.Text)));
    }

    [Theory]
    [InlineData("/reports?unit=nowhere&month=2014-09", "没有这个单位，或不在您的查看范围内。")]
    [InlineData("/reports?unit=350103002&month=2014-09", "没有这个单位，或不在您的查看范围内。")]
    [InlineData("/reports?unit=350103001&month=2014-09&from=2013-01", "期间须为1至12个整月。")]
    [InlineData("/reports?unit=350103001&month=september", "期间须为1至12个整月。")]
    public async Task Address_OfNoReport_SaysWhy(string address, string words)
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database, Role.Clerk, SampleData.StreetId);
        var page = harness.Open<ReportsPage>(address);

        page.WaitForAssertion(() => Assert.StartsWith(words, Text(page.Find(".empty")), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-report]"));
    }

    [Fact]
    public async Task PrintView_ShowsTheReportAlone()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>(September + "&view=print");
        page.WaitForElement("[data-report]");

        Assert.Empty(page.FindAll("#periods, [data-actions]"));
        Assert.Equal(September, page.Find(".tools a").GetAttribute("href"));
    }

    [Fact]
    public async Task Difference_NamesCellsAndParagraphsThenAndNow()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database, Role.Leader);
        harness.Reports.Difference = new(
            new(1, "h", "李四", SampleData.Local(2014, 10, 3), null),
            [new("streets", "各街道办件情况", [new("后洲街道", "受理", "1,234", "1,235"), new("新街道", "受理", null, "7")])],
            [new("总体情况", "受理1,254件。", "受理1,255件。")]
        );
        var page = harness.Open<DifferencePage>("/reports/difference?unit=350103&month=2014-09");
        page.WaitForElement("[data-table=streets]");

        Assert.Equal(["后洲街道 受理 1,234 1,235", "新街道 受理 无 7"], page.FindAll("tbody tr").Select(Text));
        Assert.Equal(["1,234"], page.FindAll("td.before").Select(Text)); // what was not there is not struck out
        Assert.Equal("总体情况 签发时 受理1,254件。 现在 受理1,255件。", Text(page.Find(".pair")));
    }

    [Fact]
    public async Task Difference_WithoutAny_OrWithoutASignature_SaysSo()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database, Role.Leader);
        var page = harness.Open<DifferencePage>("/reports/difference?unit=350103&month=2014-09");
        page.WaitForAssertion(() => Assert.StartsWith("该通报尚未签发", Text(page.Find(".empty")), StringComparison.Ordinal));

        harness.Reports.Difference = new(new(1, "h", "李四", SampleData.Local(2014, 10, 3), null), [], []);
        var again = harness.Open<DifferencePage>("/reports/difference?unit=350103&month=2014-09");
        again.WaitForAssertion(() => Assert.Equal("✓ 签发以来没有变化。", Text(again.Find("[data-nothing]"))));
    }

    [Fact]
    public async Task Pages_InEnglish_SayPeriodsAndStates()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new ReportPageHarness(database, Role.Leader, language: "en");
        var page = harness.Open<ReportsPage>(SinceJanuary);
        page.WaitForElement("[data-report]");

        Assert.Contains("Jan–Sep 2014: Draft", page.FindAll("#periods a").Select(a => a.GetAttribute("aria-label")));
        Assert.Contains("Q3 2014: Draft", page.FindAll("#periods a").Select(a => a.GetAttribute("aria-label")));
    }

    private static Task<TestDatabase> DatabaseAsync() => TestDatabase.CreateSeededAsync(TestStore.Usual);
}
