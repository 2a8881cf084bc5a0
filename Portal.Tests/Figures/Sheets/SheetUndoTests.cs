using Bunit;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>
/// Undo where page and store differ: texts that cannot be saved, and texts that the store normalised.
/// </summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class SheetUndoTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SheetPageHarness _harness = null!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SheetPageHarness.DatabaseAsync();
        _harness = new(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("1,234", 1234)]
    [InlineData("１２", 12)]
    [InlineData("12 ", 12)]
    [InlineData("007", 7)]
    public async Task Undo_OfANumberThatTheStoreTidied_TakesItBackAndDoesItAgain(string typed, int number)
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", typed);
        Assert.Equal(number, await StoredAsync("accepted"));

        await StepAsync(page);
        Assert.Equal(("", "empty", "已撤销 1 格。"), (page.TextOf("accepted"), page.StateOf("accepted"), page.Message()));
        Assert.Null(await StoredAsync("accepted"));

        await StepAsync(page, again: true);
        Assert.Equal(number, await StoredAsync("accepted"));
    }

    [Theory]
    [InlineData("三个")]
    [InlineData("3.7")]
    [InlineData("-1")]
    public async Task Undo_ToATextThatCannotBeSaved_GivesTheStoreWhatItStoodOver(string unreadable)
    {
        var page = _harness.Open();
        await page.EnterAsync("jobs.in", "2");
        await page.EnterAsync("relief.in", "7");
        await page.EnterAsync("relief.in", unreadable);
        await page.EnterAsync("relief.in", "4");
        Assert.Equal((4m, "6"), (await StoredAsync("relief.in"), page.SumOf("in")));

        await StepAsync(page);
        Assert.Equal((unreadable, "invalid", "2"), (page.TextOf("relief.in"), page.StateOf("relief.in"), page.SumOf("in")));
        Assert.Equal(7m, await StoredAsync("relief.in"));

        await StepAsync(page);
        Assert.Equal(("7", "saved", "9"), (page.TextOf("relief.in"), page.StateOf("relief.in"), page.SumOf("in")));
        Assert.Equal(7m, await StoredAsync("relief.in"));

        await StepAsync(page, again: true);
        await StepAsync(page, again: true);
        Assert.Equal(("4", 4m), (page.TextOf("relief.in"), await StoredAsync("relief.in")));
    }

    [Fact]
    public async Task Undo_OfABlockPastedOverTextsThatCannotBeSaved_EmptiesTheStoreAgain()
    {
        var page = _harness.Open();
        await page.EnterAsync("relief.in", "三个");
        await page.EnterAsync("relief.spot", "5");
        await page.InvokeAsync(() => page.Instance.PasteAsync("relief.in", "8\t合计\n9\t1\n"));
        Assert.Equal((8m, 5m, 9m), (await StoredAsync("relief.in"), await StoredAsync("relief.spot"), await StoredAsync("jobs.in")));

        await StepAsync(page);

        Assert.Equal(("三个", "5", ""), (page.TextOf("relief.in"), page.TextOf("relief.spot"), page.TextOf("jobs.in")));
        Assert.Equal((null, 5m, null), (await StoredAsync("relief.in"), await StoredAsync("relief.spot"), await StoredAsync("jobs.in")));
        Assert.Equal("5", page.SumOf("all"));
    }

    [Fact]
    public async Task Undone_ToATextThatCannotBeSaved_IsSavedAgainAfterItWasMended()
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", "三个");
        await page.EnterAsync("accepted", "4");
        await StepAsync(page);

        await page.EnterAsync("accepted", "3");

        Assert.Equal(("3", "saved"), (page.TextOf("accepted"), page.StateOf("accepted")));
        Assert.Equal(3m, await StoredAsync("accepted"));
    }

    [Fact]
    public async Task NumberThatTheCellDoesNotTake_CountsNowhereAndIsToldOnce()
    {
        var page = _harness.Open();
        await page.EnterAsync("jobs.in", "2");
        await page.EnterAsync("relief.in", "3.7");

        Assert.Equal(("2", "2", "invalid"), (page.SumOf("in"), page.SumOf("all"), page.StateOf("relief.in")));
        Assert.Equal("✕ “3.7”不是整数。未保存。", Assert.Single(page.FindAll("#notes-relief\\.in p")).TextContent.Trim());
    }

    private static Task StepAsync(IRenderedComponent<SheetPage> page, bool again = false) =>
        page.InvokeAsync(() => page.Instance.StepAsync(again));

    private async Task<decimal?> StoredAsync(string cell) =>
        (await _database.Get<SheetReader>().OpenAsync(Community, Key(), Token))!.Values.GetValueOrDefault(cell).Number;
}
