using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Feed;
using Portal.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Approving, returning and amending on the sheet's page.</summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class SheetReviewTests : IAsyncLifetime
{
    private readonly List<SheetPageHarness> _seats = [];
    private TestDatabase _database = null!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SheetPageHarness.DatabaseAsync();
        await _database.TypeAsync(Community, Key(), ("accepted", "100"), ("onTheSpot", "50"), ("closed", "95"));
        await _database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var harness in _seats)
            await harness.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Submitted_ForItsClerk_CanOnlyBeTakenBack()
    {
        var page = Open("community", SampleData.CommunityId);

        Assert.Equal(["withdraw"], Doings(page));
        Assert.Equal("截止 11-07（按时报送）", page.Find(".deadline").TextContent);
        Assert.Empty(page.FindAll("input[data-cell], [data-tick]"));
    }

    [Fact]
    public async Task Street_ApprovesAfterAsking_AndItIsTheDistrictsTurn()
    {
        var page = Open("street", SampleData.StreetId);
        Assert.Equal(["withdraw", "return", "approve"], Doings(page));

        await page.Find("[data-do=approve]").ClickAsync(new());
        Assert.Equal("Submitted", page.Find("[data-sheet]").GetAttribute("data-status"));
        await page.Find("[data-ask=approve]").SubmitAsync();

        Assert.Equal("待台江区审核", page.Find(".state").TextContent);
        Assert.DoesNotContain("approve", Doings(page));
        Assert.Contains("审核通过", page.Find("[data-step=Approved]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_OfTickedCells_NeedsAReasonAndMarksThem()
    {
        var page = Open("street", SampleData.StreetId);
        await page.Find("[data-tick=onTheSpot]").ChangeAsync(new() { Value = true });
        Assert.Equal("退回 1 格", page.Find("[data-do=return]").TextContent);
        await page.Find("[data-do=return]").ClickAsync(new());
        Assert.True(page.Find("[data-answer]").HasAttribute("disabled"));
        await page.Find("[data-reason]").InputAsync(new() { Value = "与台账不符" });
        await page.Find("[data-reason-of=onTheSpot]").ChangeAsync(new() { Value = "台账为 48" });
        await page.Find("[data-ask=return]").SubmitAsync();
        Assert.Equal("Returned", page.Find("[data-sheet]").GetAttribute("data-status"));

        var clerk = Open("community", SampleData.CommunityId);
        Assert.Contains("与台账不符", clerk.Find("[data-notice=returned]").TextContent, StringComparison.Ordinal);
        Assert.Equal("returned", clerk.StateOf("onTheSpot"));
        Assert.Contains("退回：台账为 48", clerk.Find("[data-returned=onTheSpot]").TextContent, StringComparison.Ordinal);
        Assert.Equal("saved", clerk.StateOf("accepted"));
        await clerk.EnterAsync("onTheSpot", "48");
        Assert.Equal("saved", clerk.StateOf("onTheSpot"));
        Assert.Empty(clerk.FindAll("[data-returned]"));
    }

    [Fact]
    public async Task Approval_OfASheetThatChangedSince_IsRefusedAndShowsTheChange()
    {
        var page = Open("street", SampleData.StreetId);
        await _database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).DoneAsync();
        page.WaitForAssertion(() => Assert.Equal("Draft", page.Find("[data-sheet]").GetAttribute("data-status")));
        await _database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        _database.Clock.Advance(TimeSpan.FromMilliseconds(250));
        page.WaitForAssertion(() => Assert.Contains("approve", Doings(page)));

        // Within the interval after that the feed does not notify the page again.
        await _database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).DoneAsync();
        await _database.TypeAsync(Community, Key(), ("accepted", "101"));
        await _database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        await page.Find("[data-do=approve]").ClickAsync(new());
        await page.Find("[data-ask=approve]").SubmitAsync();

        Assert.Equal("您查看后报表有改动，请核对后再审核。", page.Message());
        Assert.Equal("101", page.Find("[data-cell=accepted]").TextContent);
        Assert.Contains("approve", Doings(page));
    }

    /// <summary>The approver's button under the mouse does not turn into the button that submits.</summary>
    [Fact]
    public async Task Review_OfASheetThatIsTakenBackMeanwhile_SaysSoAndOffersToFillInOnlyWhenAsked()
    {
        var page = Open("street", SampleData.StreetId);
        await page.Find("[data-do=approve]").ClickAsync(new());
        await _database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).DoneAsync();
        page.WaitForAssertion(() => Assert.Equal("Draft", page.Find("[data-sheet]").GetAttribute("data-status")));

        Assert.Empty(page.FindAll("[data-ask]"));
        Assert.Equal("community 已于 10:00 撤回，您未完成的操作已取消。", page.Message());
        Assert.Equal(["enter"], Doings(page));
        Assert.Empty(page.FindAll("input[data-cell]"));

        await page.Find("[data-do=enter]").ClickAsync(new());
        await page.EnterAsync("accepted", "99");

        Assert.Equal(["submit"], Doings(page));
        Assert.Equal(("99", "saved"), (page.TextOf("accepted"), page.StateOf("accepted")));
    }

    [Fact]
    public async Task Review_FromTheListOfWhatWaits_OfASheetTakenBackBefore_OffersNoSubmit()
    {
        await _database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).DoneAsync();
        var harness = new SheetPageHarness(_database, "street", SampleData.StreetId);
        _seats.Add(harness);
        harness.Services.GetRequiredService<NavigationManager>().NavigateTo(FiguresAddress.OfReview(Key()));

        Assert.Equal(["enter"], Doings(harness.Open()));
        Assert.Equal(["submit"], Doings(Open("street", SampleData.StreetId)));
    }

    [Theory]
    [InlineData("approve", "已审核通过。")]
    [InlineData("return", "已退回。")]
    [InlineData("withdraw", "已撤回，可继续填报。")]
    public async Task Answer_ClickedTwice_IsTakenOnceAndTheMessageOfTheSuccessStays(string what, string message)
    {
        var page = Open("street", SampleData.StreetId);
        await page.Find($"[data-do={what}]").ClickAsync(new());
        if (what == "return")
            await page.Find("[data-reason]").InputAsync(new() { Value = "不符" });
        var actions = page.FindComponent<SheetActions>().Instance;

        await page.InvokeAsync(() => Task.WhenAll(actions.AnswerAsync(), actions.AnswerAsync()));
        await page.InvokeAsync(() => actions.AnswerAsync());

        Assert.Equal(message, page.Message());
        Assert.Equal(2, page.FindAll("[data-step]").Count);
    }

    [Fact]
    public async Task Trail_SetsItsPartsApart()
    {
        await _database
            .Get<SheetMoves>()
            .ReturnAsync(Street, Key(), "与台账不符", new Dictionary<string, string> { ["closed"] = "" }, Token)
            .DoneAsync();
        var page = Open("community", SampleData.CommunityId);

        Assert.Equal(
            "10:00 退回 · 瀛洲街道 street · 原因：与台账不符 · 指标：办结",
            string.Join(' ', page.Find("[data-step=Returned]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [Fact]
    public async Task Approved_IsLockedUntilAmendedWithAReason_AndVersionsTellWhatChanged()
    {
        foreach (var author in new[] { Street, Office })
            await _database
                .Get<SheetMoves>()
                .ApproveAsync(author, Key(), (await _database.Get<SheetReader>().OpenAsync(author, Key(), Token))!.Revision, Token)
                .DoneAsync();
        var page = Open("community", SampleData.CommunityId);
        Assert.Equal("已审核", page.Find(".state").TextContent);
        Assert.Equal(["amend"], Doings(page));

        await page.Find("[data-do=amend]").ClickAsync(new());
        await page.Find("[data-reason]").InputAsync(new() { Value = "漏计一件" });
        await page.Find("[data-ask=amend]").SubmitAsync();
        Assert.Equal("更正中", page.Find(".state").TextContent);
        Assert.Contains("漏计一件", page.Find("[data-notice=amending]").TextContent, StringComparison.Ordinal);
        await page.EnterAsync("accepted", "101");
        await page.Find("[data-do=submit]").ClickAsync(new());
        foreach (var author in new[] { Street, Office })
            await _database
                .Get<SheetMoves>()
                .ApproveAsync(author, Key(), (await _database.Get<SheetReader>().OpenAsync(author, Key(), Token))!.Revision, Token)
                .DoneAsync();
        _database.Clock.Advance(TimeSpan.FromMilliseconds(250));
        page.WaitForAssertion(() => Assert.Equal("已审核", page.Find(".state").TextContent));
        await page.Find("[data-do=versions]").ClickAsync(new());

        page.WaitForAssertion(() =>
            Assert.Equal("受理 100 → 101", page.Find("[data-version='2'] [data-change=accepted]").TextContent.Trim())
        );
        Assert.Contains("漏计一件", page.Find("[data-version='2']").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-version='1'] [data-change]"));
    }

    [Fact]
    public async Task History_OfACell_TellsEveryValueAndWho()
    {
        await _database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).DoneAsync();
        await _database.TypeAsync(Street, Key(), ("accepted", "98"));
        var page = Open("community", SampleData.CommunityId);
        await page.InvokeAsync(() => page.Instance.ShowCellAsync("accepted"));
        Assert.Contains("98 · street", page.Find("[data-info=accepted]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-info=accepted] .link-button").ClickAsync(new());

        Assert.Equal(["98", "100"], page.FindAll("[data-history=accepted] li .number").Select(e => e.TextContent));
        Assert.Contains("community", page.FindAll("[data-history=accepted] li")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Leader_OnlyLooks()
    {
        var page = Open("leader", SampleData.DistrictId, Role.Leader);

        Assert.Empty(Doings(page));
        Assert.Equal("100", page.Find("[data-cell=accepted]").TextContent);
    }

    private IRenderedComponent<SheetPage> Open(string user, int unitId, Role role = Role.Clerk)
    {
        var harness = new SheetPageHarness(_database, user, unitId, role);
        _seats.Add(harness);
        return harness.Open();
    }

    private static IEnumerable<string?> Doings(IRenderedComponent<SheetPage> page) =>
        page.FindAll("[data-do]").Select(b => b.GetAttribute("data-do")).Where(d => d != "versions");
}
