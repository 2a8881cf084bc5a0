using Bunit;
using Portal.Domain.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Two people at one sheet.</summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class SheetTogetherTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SheetPageHarness _mine = null!;
    private SheetPageHarness _theirs = null!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SheetPageHarness.DatabaseAsync();
        _mine = new(_database, "张三");
        _theirs = new(_database, "李四");
    }

    public async ValueTask DisposeAsync()
    {
        await _mine.DisposeAsync();
        await _theirs.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task SavedCells_AppearAtTheOtherDeskMarked()
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());

        await theirs.EnterAsync("accepted", "861");
        Follow();

        mine.WaitForAssertion(() => Assert.Equal(("861", "saved"), (mine.TextOf("accepted"), mine.StateOf("accepted"))));
        Assert.NotNull(mine.Find("[data-cell=accepted]").GetAttribute("data-fresh"));
        Assert.Null(theirs.Find("[data-cell=accepted]").GetAttribute("data-fresh"));
    }

    [Fact]
    public async Task CellBeingTyped_IsNotOverwrittenAndBecomesAConflict()
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());
        await mine.TypeAsync("accepted", "87");

        await theirs.EnterAsync("accepted", "861");
        await theirs.EnterAsync("closed", "860");
        Follow();
        mine.WaitForAssertion(() => Assert.Equal("860", mine.TextOf("closed")));
        Assert.Equal("87", mine.TextOf("accepted"));
        await mine.EnterAsync("accepted", "870", seen: 0);

        Assert.Equal(("870", "conflict"), (mine.TextOf("accepted"), mine.StateOf("accepted")));
        Assert.Contains("李四 10:00 填了 861；您填的是 870。", mine.Find("[data-conflict=accepted]").TextContent, StringComparison.Ordinal);
        Assert.Equal(861m, await StoredAsync());
    }

    [Theory]
    [InlineData("mine", "870")]
    [InlineData("theirs", "861")]
    public async Task Conflict_IsDecidedByItsAuthor(string choice, string expected)
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());
        await theirs.EnterAsync("accepted", "861");
        await mine.EnterAsync("accepted", "870", seen: 0);

        await mine.Find($"[data-decide={choice}]").ClickAsync(new());

        Assert.Equal((expected, "saved"), (mine.TextOf("accepted"), mine.StateOf("accepted")));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), await StoredAsync());
        var history = await _database.Get<SheetReader>().HistoryAsync(Community, Key(), "accepted", Token);
        Assert.Equal(choice == "mine" ? ["870", "861"] : ["861"], history.Select(e => e.Value));
    }

    [Fact]
    public async Task Conflict_WhileTheOtherGoesOnTyping_TellsTheLatest()
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());
        await theirs.EnterAsync("accepted", "861");
        await mine.EnterAsync("accepted", "870", seen: 0);

        await theirs.EnterAsync("accepted", "862");
        Follow();

        mine.WaitForAssertion(() =>
            Assert.Contains("填了 862；您填的是 870", mine.Find("[data-conflict=accepted]").TextContent, StringComparison.Ordinal)
        );
        await mine.Find("[data-decide=mine]").ClickAsync(new());
        Assert.Equal(870m, await StoredAsync());
    }

    [Fact]
    public async Task SameValue_FromBoth_IsNoConflict()
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());
        await theirs.EnterAsync("accepted", "861");
        await mine.EnterAsync("accepted", "861", seen: 0);

        Assert.Equal("saved", mine.StateOf("accepted"));
        Assert.Single(await _database.Get<SheetReader>().HistoryAsync(Community, Key(), "accepted", Token));
    }

    [Fact]
    public async Task SheetSubmittedMeanwhile_TellsWhatCouldNotBeSaved()
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());
        foreach (var cell in new[] { "accepted", "onTheSpot", "closed" })
            await theirs.EnterAsync(cell, "5");
        await theirs.Find("[data-do=submit]").ClickAsync(new());

        await mine.EnterAsync("notes", "12", seen: 0);

        Assert.Contains("备案 12", mine.Find("[data-notice=stranded]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Submitted", mine.Find("[data-sheet]").GetAttribute("data-status"));
        Assert.Equal("—", mine.Find("[data-cell=notes]").TextContent);
        await mine.Find("[data-notice=stranded] button").ClickAsync(new());
        Assert.Empty(mine.FindAll("[data-notice=stranded]"));
    }

    [Fact]
    public async Task WhatTheBrowserKept_IsSavedWhenTheSheetIsOpenedAgain()
    {
        var mine = _mine.Open();
        await mine.InvokeAsync(() =>
            mine.Instance.EditAsync([new("accepted", Comment: false, "861", 0), new("closed", Comment: true, "节日", 0)], "restored")
        );

        Assert.Equal("已恢复 2 个未保存的数。", mine.Message());
        Assert.Equal(861m, await StoredAsync());
        Assert.Equal("节日", mine.Find("[data-comment=closed]").GetAttribute("value"));
    }

    [Fact]
    public async Task WhatIsSaved_IsToldToTheBrowser()
    {
        var mine = _mine.Open();
        await mine.EnterAsync("accepted", "８６１");

        mine.WaitForAssertion(() =>
            Assert.Contains(
                _mine.Grid.Invocations["settle"].SelectMany(i => (Portal.Figures.Sheets.SettledField[])i.Arguments[0]!),
                f => f == new Portal.Figures.Sheets.SettledField("accepted", "８６１", 1)
            )
        );
    }

    [Fact]
    public async Task Undo_OfACellThatSomebodyElseChangedSince_LeavesTheirsAlone()
    {
        var (mine, theirs) = (_mine.Open(), _theirs.Open());
        await mine.EnterAsync("accepted", "861");
        Follow();
        theirs.WaitForAssertion(() => Assert.Equal("861", theirs.TextOf("accepted")));
        await theirs.EnterAsync("accepted", "862");
        Follow();
        mine.WaitForAssertion(() => Assert.Equal("862", mine.TextOf("accepted")));

        await mine.InvokeAsync(() => mine.Instance.StepAsync(again: false));

        Assert.Equal(("862", "没有可撤销的操作。"), (mine.TextOf("accepted"), mine.Message()));
        Assert.Equal(862m, await StoredAsync());
    }

    [Fact]
    public async Task StoreThatFails_IsAskedAgainLaterAndNothingIsLost()
    {
        await using var harness = new SheetPageHarness(_database, entry: new UnsureSheets(_database.Get<ISheetEntry>(), failures: 2));
        var page = harness.Open();

        await page.EnterAsync("accepted", "861");
        Assert.Equal(("waiting", "暂时保存不了，数字已保留，稍后自动重试。"), (page.StateOf("accepted"), page.Message()));
        await page.EnterAsync("closed", "860");
        Assert.Equal("waiting", page.StateOf("closed"));
        harness.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Equal(("saved", "saved"), (page.StateOf("accepted"), page.StateOf("closed"))));
        Assert.Equal(861m, await StoredAsync());
    }

    [Fact]
    public async Task Typing_WhenThePageGoesAway_IsSaved()
    {
        var mine = _mine.Open();
        await mine.TypeAsync("accepted", "861");
        Assert.Null(await StoredAsync());

        await mine.InvokeAsync(async () => await mine.Instance.DisposeAsync());

        Assert.Equal(861m, await StoredAsync());
    }

    // The feed waits by the database's clock before it notifies a page again.
    private void Follow() => _database.Clock.Advance(TimeSpan.FromMilliseconds(250));

    private async Task<decimal?> StoredAsync() =>
        (await _database.Get<SheetReader>().OpenAsync(Community, Key(), Token))!.Values.GetValueOrDefault("accepted").Number;
}
