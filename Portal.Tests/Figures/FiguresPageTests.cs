using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Controls;
using Portal.Domain.Access;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Reading;
using Portal.Figures.Board;
using Portal.Figures.Feed;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

[Needs(Resource.Database)]
public sealed class FiguresPageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Board_OfTheOffice_SaysWhoIsInWhoIsLateAndWhatTheMetricsSay()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        var page = harness.Open<FiguresPage>("/figures");
        page.WaitForElement("table");

        var query = new MetricQuery
        {
            UnitId = SampleData.DistrictId,
            Period = new(new(2014, 1, 1), new(2014, 12, 31)),
            Reporting = true,
        };
        var figures = await database.FiguresAsync(query);
        Assert.Equal(
            (figures.Completeness, figures.Timeliness),
            (Metric(page, "completeness", SampleData.District), Metric(page, "timeliness", SampleData.District))
        );
        Assert.Equal(((1, 5), (1, 5)), (figures.Completeness, figures.Timeliness));
        Assert.Equal((0, 1), Metric(page, "timeliness", SampleData.Community));
        // A street's metrics include its communities; the row counts its own sheets alone and is not named after them.
        Assert.Empty(page.FindAll($"[data-metric][data-unit='{SampleData.Street}']"));
        Assert.Equal("1 / 1 100.0% 100.0%", string.Join(' ', Row(page, "瀛洲街道").QuerySelectorAll("td.number").Select(Text)));

        Assert.Equal("✓ 已审", Cell(page, "瀛洲街道"));
        Assert.Equal("● 待审 迟 1", Cell(page, "后洲街道"));
        Assert.Equal("✕ 逾期", Cell(page, "滨江社区"));
        Assert.Equal(
            "/figures?view=list&unit=350103001001&month=2014-09",
            page.Find("a[href*='unit=350103001001&month=2014-09']").GetAttribute("href")
        );
    }

    [Fact]
    public async Task Board_LeftOpen_ShowsWhatOthersDidMeanwhile()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        var page = harness.Open<FiguresPage>("/figures");
        page.WaitForElement("table");
        await harness.Feed.CheckAsync(Token); // nothing changed yet
        Assert.Equal("✕ 逾期", Cell(page, "象园社区"));

        await database.SheetAsync(
            FigureSamples.CommunityFormId,
            SampleData.SecondCommunityId,
            new(2014, 9, 1),
            SampleData.Local(2014, 10, 31),
            change: s => s.AwaitingUnitId = SampleData.StreetId
        );
        await harness.Feed.CheckAsync(Token);
        harness.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Equal("● 待审 迟 1", Cell(page, "象园社区")));
    }

    [Fact]
    public async Task Board_ThatWasLeft_IsFollowedNoLonger()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        harness.Open<FiguresPage>("/figures").WaitForElement("table");
        Assert.Equal(1, harness.Feed.Watchers);

        await harness.DisposeComponentsAsync();

        Assert.Equal(0, harness.Feed.Watchers);
    }

    [Fact]
    public async Task Board_OnlyMissing_ShowsThoseWhoOwe()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.Leader, SampleData.DistrictId);
        var page = harness.Open<FiguresPage>("/figures?missing=1");
        page.WaitForElement("table");

        Assert.Equal(["滨江社区", "象园社区", "三通社区"], page.FindAll("tbody th").Select(Text));
        Assert.Empty(page.FindAll("button.row-button")); // leaders have no buttons
    }

    [Fact]
    public async Task Remind_OneUnitThenAll_RemindsOfEachSheetOnce()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        var dialogs = harness.Dialogs;
        var page = harness.Open<FiguresPage>("/figures");
        page.WaitForElement("table");

        await page.Find("button[aria-label='催报 滨江社区']").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("已催报 1 张。", Text(page.Find(".told"))));
        Assert.Contains("今日已催", Text(Row(page, "滨江社区")), StringComparison.Ordinal);

        await page.Find("[data-asks=ask-remind]").ClickAsync();
        dialogs.WaitForElement("[data-answer=ask-remind]");
        Assert.Equal("催报 2 张未报的月报？ 涉及 2 个单位，每张每天可催一次。取消 确认催报", Text(dialogs.Find(".mud-dialog")));
        var second = page.FindComponent<ConfirmButton>().Instance.OnAnswer; // of a double click
        await dialogs.Find("[data-answer=ask-remind]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("已催报 2 张。", Text(page.Find(".told"))));
        Assert.Empty(page.FindAll(".totals button"));
        await page.InvokeAsync(() => second.InvokeAsync());
        Assert.Equal("已催报 2 张。", Text(page.Find(".told")));

        await using var db = database.Open();
        Assert.Equal(
            [(SampleData.CommunityId, "李四"), (SampleData.SecondCommunityId, "李四"), (SampleData.OtherCommunityId, "李四")],
            (await db.FigureReminders.OrderBy(r => r.UnitId).ToListAsync(Token)).Select(r => (r.UnitId, r.By))
        );
    }

    [Fact]
    public async Task List_OfAStreetsClerk_ShowsOwnSheetsFirstAndThoseOfItsCommunities()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.Clerk, SampleData.StreetId);
        var page = harness.Open<FiguresPage>("/figures");
        page.WaitForElement(".owed");

        Assert.Equal("2014年9月月报已过截止日 10-13，请尽快报送。", Text(page.Find(".notice")));
        var september = page.FindAll(".owed")[0];
        Assert.StartsWith("2014年9月 还有 2 张要填", Text(september.QuerySelector("h2")!), StringComparison.Ordinal);
        Assert.Equal(
            [
                "瀛洲街道 street-form ✓ 已审核 10-13 按时报送 查看",
                "滨江社区 community-form ✕ 填报中 截止 10-13（已过 14 个工作日） 继续",
                "象园社区 community-form ✕ 未填 截止 10-13（已过 14 个工作日） 填报",
            ],
            september.QuerySelectorAll("tbody tr").Select(Text)
        );
        Assert.Equal("/figures/community-form/350103001001/2014-09", Assert.Single(page.FindAll("a.primary-button")).GetAttribute("href"));
        Assert.StartsWith("2014年10月", Text(page.FindAll(".owed h2")[1]), StringComparison.Ordinal); // the running month is last
    }

    [Theory]
    [InlineData("/figures?view=board&unit=350103002")]
    [InlineData("/figures?view=list&unit=350103002001")]
    [InlineData("/figures?unit=nowhere")]
    [InlineData("/figures?view=list&unit=350103")]
    public async Task Page_OfAUnitOutOfScope_SaysThatThereIsNone(string address)
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.Clerk, SampleData.StreetId);
        var page = harness.Open<FiguresPage>(address);

        page.WaitForAssertion(() => Assert.Equal("没有这个单位", Text(page.Find("h1"))));
        Assert.DoesNotContain("后洲", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/figures?form=zzz", Role.EfficiencyOffice, SampleData.DistrictId)]
    [InlineData("/figures?form=zzz&view=list", Role.Clerk, SampleData.StreetId)]
    public async Task Page_OfAFormThatIsNotThere_SaysSo(string address, Role role, int unitId)
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, role, unitId);
        var page = harness.Open<FiguresPage>(address);

        page.WaitForAssertion(() => Assert.Equal("没有这张报表", Text(page.Find("h1"))));
        Assert.Contains("“zzz”", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table, section"));
    }

    /// <summary>Two years later, the date has its year, and the distance is not given in thousands of working days.</summary>
    [Fact]
    public async Task List_OfWhatCameYearsLater_NamesTheYear()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            new(2014, 10, 1),
            SampleData.Local(2016, 11, 24),
            SampleData.Local(2016, 11, 25)
        );
        database.Clock.AdjustTime(SampleData.Local(2016, 11, 26));
        await using var harness = new BoardPageHarness(database, Role.Clerk, SampleData.StreetId);
        harness.Now(SampleData.Local(2016, 11, 26));
        var page = harness.Open<FiguresPage>("/figures?view=list&month=2014-10");
        page.WaitForElement(".owed");

        Assert.Equal("2016-11-24 报送，逾期", Text(page.Find(".owed .when")));
    }

    [Theory]
    [InlineData("/figures")]
    [InlineData("/figures?view=board&unit=350103001&year=2014&form=street-form&missing=1")]
    [InlineData("/figures?view=list&unit=350103001&month=2014-10")]
    public void Address_ReadAndWritten_StaysTheSame(string address) => Assert.Equal(address, FiguresAddress.Parse(address).ToUri());

    [Fact]
    public void Address_WithNonsense_TakesDefaults() =>
        Assert.Equal(new FiguresAddress(), FiguresAddress.Parse("/figures?view=sky&year=99999&month=2014-13&missing=yes"));

    [Fact]
    public void DueMonth_IsTheLatestThatIsOverAndStillOwed()
    {
        static FormInUse Form(DateOnly first, DateOnly? last) => new(1, "f", UnitKinds.Street, null, first, last, 5, []);

        Assert.Equal(new(2014, 12, 1), FiguresReader.DueMonth([], new(2015, 1, 8)));
        Assert.Equal(
            new(2014, 12, 1),
            FiguresReader.DueMonth([Form(new(2014, 1, 1), null), Form(new(2014, 1, 1), new(2014, 3, 1))], new(2015, 1, 8))
        );
        Assert.Equal(
            new(2014, 10, 1),
            FiguresReader.DueMonth([Form(new(2014, 1, 1), new(2014, 10, 1)), Form(new(2016, 1, 1), null)], new(2015, 1, 8))
        );
    }

    private static (int, int)? Metric(IRenderedComponent<FiguresPage> page, string metric, string unit)
    {
        var element = page.Find($"[data-metric={metric}][data-unit='{unit}']");
        return (int.Parse(element.GetAttribute("data-numerator")!, null), int.Parse(element.GetAttribute("data-denominator")!, null));
    }

    private static IElement Row(IRenderedComponent<FiguresPage> page, string unit) =>
        page.FindAll("tbody tr").Single(r => Text(r.QuerySelector("th")!) == unit);

    private static string Cell(IRenderedComponent<FiguresPage> page, string unit) => Text(Row(page, unit).QuerySelectorAll("td")[8]);

    private static string Text(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
