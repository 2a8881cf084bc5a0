using Bunit;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Changes of a cell between its being sent to the store and the answer at the page.</summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class SheetUnderWayTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SheetPageHarness _harness = null!;
    private HeldSheets _held = null!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SheetPageHarness.DatabaseAsync();
        _held = new(_database.Get<ISheetEntry>());
        _harness = new(_database, entry: _held);
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task GivenUp_WhileItIsSaved_IsTakenBackInTheStore()
    {
        var page = await SendAsync("86");

        await page.TypeAsync("accepted", "", seen: 0); // Escape
        await StoreAsync();
        await HearOfAnotherAsync(page);
        _held.LetAnswer();

        page.WaitForAssertion(() => Assert.Equal(("", "empty"), (page.TextOf("accepted"), page.StateOf("accepted"))));
        Assert.Null(await StoredAsync());
    }

    [Fact]
    public async Task TypedOn_WhileItIsSaved_IsSavedAfterIt()
    {
        var page = await SendAsync("86");

        await page.TypeAsync("accepted", "", seen: 0);
        await page.TypeAsync("accepted", "861", seen: 0);
        await StoreAsync();
        await HearOfAnotherAsync(page);
        _held.LetAnswer();

        page.WaitForAssertion(() => Assert.Equal(("861", "saved"), (page.TextOf("accepted"), page.StateOf("accepted"))));
        Assert.Equal(861m, await StoredAsync());
    }

    [Fact]
    public async Task TypedOn_BeforeTheBrowserHeardOfTheSaving_IsNoConflictWithOneself()
    {
        _held.LetStore();
        _held.LetAnswer();
        var page = _harness.Open();
        await page.EnterAsync("accepted", "86", seen: 0);

        await page.EnterAsync("accepted", "861", seen: 0);
        await page.EnterAsync("accepted", "8612", seen: 0);

        Assert.Equal(("8612", "saved"), (page.TextOf("accepted"), page.StateOf("accepted")));
        Assert.Equal(8612m, await StoredAsync());
    }

    [Fact]
    public async Task ChangedByAnother_AfterOnesOwnSaving_IsAConflictAllTheSame()
    {
        _held.LetStore();
        _held.LetAnswer();
        var page = _harness.Open();
        await page.EnterAsync("accepted", "86", seen: 0);
        await _database.TypeAsync(Community, Key(), ("accepted", "99"));
        Follow();
        page.WaitForAssertion(() => Assert.Equal("99", page.TextOf("accepted")));

        await page.EnterAsync("accepted", "861", seen: 1);

        Assert.Equal(("861", "conflict"), (page.TextOf("accepted"), page.StateOf("accepted")));
        Assert.Equal(99m, await StoredAsync());
    }

    [Fact]
    public async Task ChangedByAnother_BeforeTheAnswerToOnesOwnSaving_ShowsTheLastValue()
    {
        var page = await SendAsync("86");
        await StoreAsync();
        await _database.TypeAsync(Community, Key(), ("accepted", "99"));
        await HearOfAnotherAsync(page);

        _held.LetAnswer();

        page.WaitForAssertion(() => Assert.Equal(("99", "saved"), (page.TextOf("accepted"), page.StateOf("accepted"))));
        Assert.Equal(99m, await StoredAsync());
    }

    [Fact]
    public async Task Answer_ToAnOlderText_LeavesTheNewerOneInTheBrowser()
    {
        var page = await SendAsync("86");
        await page.TypeAsync("accepted", "861", seen: 0);

        _held.LetStore();
        _held.LetAnswer();
        page.WaitForAssertion(() => Assert.Equal("saved", page.StateOf("accepted")));

        var settled = _harness
            .Grid.Invocations["settle"]
            .SelectMany(i => (SettledField[])i.Arguments[0]!)
            .Where(f => f.Field == "accepted");
        Assert.Equal(["86", "861"], settled.Select(f => f.Text));
    }

    [Fact]
    public async Task Undo_AfterAPauseThatSaved_TakesBackTheLastEditAlone()
    {
        _held.LetStore();
        _held.LetAnswer();
        var page = _harness.Open();
        await page.TypeAsync("accepted", "861");
        _harness.Advance(TimeSpan.FromMilliseconds(450));
        page.WaitForAssertion(() => Assert.Equal("saved", page.StateOf("accepted")));
        await page.InvokeAsync(() => page.Instance.EditAsync([], "left"));
        await page.EnterAsync("accepted", "8651");

        await page.InvokeAsync(() => page.Instance.StepAsync(again: false));

        Assert.Equal(("861", "saved"), (page.TextOf("accepted"), page.StateOf("accepted")));
    }

    /// <summary>A number that is on its way to the store.</summary>
    private async Task<IRenderedComponent<SheetPage>> SendAsync(string text)
    {
        var page = _harness.Open();
        await page.TypeAsync("accepted", text);
        _harness.Advance(TimeSpan.FromMilliseconds(450));
        await _held.Sent.WaitAsync(Token);
        return page;
    }

    private Task StoreAsync()
    {
        _held.LetStore();
        return _held.Stored.WaitAsync(Token);
    }

    /// <summary>Another user fills in another cell, and the page shows it: it has read the sheet since.</summary>
    private async Task HearOfAnotherAsync(IRenderedComponent<SheetPage> page)
    {
        await _database.TypeAsync(Community, Key(), ("closed", "98"));
        Follow();
        page.WaitForAssertion(() => Assert.Equal("98", page.TextOf("closed")));
    }

    // The feed waits by the database's clock before it notifies a page again.
    private void Follow() => _database.Clock.Advance(TimeSpan.FromMilliseconds(250));

    private async Task<decimal?> StoredAsync() =>
        (await _database.Get<SheetReader>().OpenAsync(Community, Key(), Token))!.Values.GetValueOrDefault("accepted").Number;
}
