using AngleSharp.Dom;
using Bunit;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Approvals;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures;

[Needs(Resource.Database)]
public sealed class ApprovalsPageTests
{
    private static readonly DateOnly s_september = new(2014, 9, 1);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Awaiting_OfAStreet_TellsSumsBesideLastMonthsAndExplainedWarnings()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.Clerk, SampleData.StreetId);
        var page = harness.Render<ApprovalsPage>();
        page.WaitForElement("tbody tr");

        Assert.Equal(
            [
                "滨江社区 全部指标 2014年9月 845 上月 800 671 ▲ 1 2014-10-08 09:00 community 查看审核",
                "象园社区 全部指标 2014年9月 100 40 — 2014-10-08 09:00 street 查看审核",
            ],
            page.FindAll("tbody tr").Select(Text).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Approve_TickedOnesOfWhichOneChangedSince_ApprovesTheOthersAndNamesIt()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.Clerk, SampleData.StreetId);
        var dialogs = harness.Dialogs;
        var page = harness.Render<ApprovalsPage>();
        page.WaitForElement("tbody tr");
        await page.Find("thead input").ChangeAsync(new() { Value = true });
        Assert.Equal("审核通过（2）", Text(page.Find("[data-asks=ask-approve]")));
        await page.Find("[data-asks=ask-approve]").ClickAsync();
        dialogs.WaitForElement("[data-answer=ask-approve]");
        Assert.Equal(
            "审核通过 2 张月报？ ▲ 其中 1 张有疑点说明，请先逐张查看。 通过后报表锁定。取消 确认通过",
            Text(dialogs.Find(".mud-dialog"))
        );

        // Withdrawn, changed and submitted again while the page was open.
        await database.Get<SheetMoves>().WithdrawAsync(Community, Key(month: s_september), Token).DoneAsync();
        await database.TypeAsync(Community, Key(month: s_september), ("accepted", "9000"));
        Assert.True((await database.Get<SheetMoves>().SubmitAsync(Community, Key(month: s_september), Token).DoneAsync()).Submitted);
        await dialogs.Find("[data-answer=ask-approve]").ClickAsync();

        page.WaitForAssertion(() => Assert.Equal("✓ 已审核通过 1 张。", Text(page.Find("[role=status]"))));
        Assert.Equal("滨江社区 · 全部指标 · 2014年9月 您查看后报表有改动，请核对后再审核。", Text(page.Find(".failures li")));
        Assert.StartsWith("滨江社区", Text(Assert.Single(page.FindAll("tbody tr"))), StringComparison.Ordinal);
        Assert.Equal(
            "台江区",
            (await database.Get<SheetReader>().OpenAsync(Office, Key(SampleData.SecondCommunity, s_september), Token))!.AwaitingUnitName
        );
    }

    [Fact]
    public async Task Approve_TickedOnesWhileThePageIsLeft_ApprovesAll()
    {
        await using var database = await DatabaseAsync();
        var clerk = new HeldReader(Role.Clerk, SampleData.StreetId);
        await using var harness = new BoardPageHarness(database, Role.Clerk, SampleData.StreetId, reader: clerk);
        var dialogs = harness.Dialogs;
        var page = harness.Render<ApprovalsPage>();
        page.WaitForElement("tbody tr");
        await page.Find("thead input").ChangeAsync(new() { Value = true });
        await page.Find("[data-asks=ask-approve]").ClickAsync();
        dialogs.WaitForElement("[data-answer=ask-approve]");

        clerk.Hold();
        var approving = dialogs.Find("[data-answer=ask-approve]").ClickAsync();
        page.Instance.Dispose();
        clerk.Release();
        await approving;

        Assert.Equal(0, await database.Get<AwaitingSheets>().CountAsync(Street, Token));
    }

    [Fact]
    public async Task Awaiting_OfTheOffice_SetsThoseOfTheStreetsApart()
    {
        await using var database = await DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        var page = harness.Render<ApprovalsPage>();
        page.WaitForElement("tbody tr");

        Assert.Equal("待下级审核（2）", Text(Assert.Single(page.FindAll("h2"))));
        Assert.Empty(page.FindAll("input[type=checkbox]"));
        Assert.Equal(0, await database.Get<AwaitingSheets>().CountAsync(Office, Token));
        Assert.Equal(2, await database.Get<AwaitingSheets>().CountAsync(Street, Token));
    }

    [Theory]
    [InlineData(SampleData.CommunityId)]
    [InlineData(SampleData.OtherStreetId)]
    public async Task Awaiting_OfSomebodyElse_IsEmptyAndSaysWhy(int unitId)
    {
        await using var database = await DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.Clerk, unitId);
        var page = harness.Render<ApprovalsPage>();

        page.WaitForAssertion(() => Assert.Equal("没有待审核的月报。下级报送后会列在这里。", Text(page.Find(".empty"))));
    }

    [Theory, Databases]
    public async Task Awaiting_OnBothDatabases_SumsByMeasureAndCounts(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);

        var sheets = await database.Get<AwaitingSheets>().ReadAsync(Street, Token);

        Assert.Equal(
            [(SampleData.CommunityId, 845m, (decimal?)800m, 1), (SampleData.SecondCommunityId, 100m, null, 0)],
            sheets.OrderBy(s => s.UnitId).Select(s => (s.UnitId, s.Sums[0].Now!.Value, s.Sums[0].Before, s.Comments))
        );
        Assert.Equal(2, await database.Get<AwaitingSheets>().CountAsync(Street, Token));
    }

    [Fact]
    public async Task Awaiting_OfWhoeverMayNotApprove_IsEmpty()
    {
        await using var database = await DatabaseAsync();

        Assert.Empty(await database.Get<AwaitingSheets>().ReadAsync(Actors.Of("leader", Role.Leader, SampleData.StreetId), Token));
        Assert.Equal(0, await database.Get<AwaitingSheets>().CountAsync(Actors.Of("leader", Role.Leader, SampleData.StreetId), Token));
    }

    /// <summary>
    /// Two communities submitted September; of one, August exists and a warning has a comment, beside a comment on a warning that is gone.
    /// </summary>
    private static async Task<TestDatabase> DatabaseAsync(DatabaseKind? kind = null)
    {
        var database = await TestDatabase.CreateSeededAsync(kind ?? TestStore.Usual);
        var full = FullDefinition();
        await database.AddFullFormAsync(
            definition: full with
            {
                Checks = [new("closing", "closed >= accepted * 0.3") { Severity = CheckSeverity.Warning }],
            }
        );
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 8));
        await database.TypeAsync(Community, Key(month: new(2014, 8, 1)), ("accepted", "800"));
        await database.TypeAsync(Community, Key(month: s_september), ("accepted", "845"), ("onTheSpot", "671"));
        await database
            .Get<ISheetEntry>()
            .SaveAsync(
                Community,
                Key(month: s_september),
                [new("closed", "1", "补录", 0), new("notAccepted", "2", "曾提醒，已更正", 0)],
                EntryOrigin.Typed,
                Token
            )
            .DoneAsync();
        await database.TypeAsync(Street, Key(SampleData.SecondCommunity, s_september), ("accepted", "100"), ("onTheSpot", "40"));
        Assert.True((await database.Get<SheetMoves>().SubmitAsync(Community, Key(month: s_september), Token).DoneAsync()).Submitted);
        Assert.True(
            (
                await database.Get<SheetMoves>().SubmitAsync(Street, Key(SampleData.SecondCommunity, s_september), Token).DoneAsync()
            ).Submitted
        );
        return database;
    }

    private static string Text(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
