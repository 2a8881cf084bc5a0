using Bunit;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Figures.Cells;
using Portal.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Filling a sheet in, over the real service.</summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class SheetPageTests : IAsyncLifetime
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

    [Fact]
    public void Sheet_NobodyTouched_IsEmptyAndNamesUnitFormMonthAndDeadline()
    {
        var page = _harness.Open();

        Assert.Equal("滨江社区 · 便民服务月报 · 2014年10月", page.Find("h1").TextContent);
        Assert.Equal("截止 11-07（还有 5 个工作日）", page.Find(".deadline").TextContent);
        Assert.Equal(
            ("Draft", "0"),
            (page.Find("[data-sheet]").GetAttribute("data-status"), page.Find("[data-sheet]").GetAttribute("data-revision"))
        );
        Assert.All(page.FindAll("[data-cell]"), c => Assert.Equal(("", "empty"), (c.GetAttribute("value"), c.GetAttribute("data-state"))));
        Assert.All(page.FindAll("td.before"), before => Assert.Equal("—", before.TextContent));
    }

    [Fact]
    public async Task Before_ShowsZeroMissingAndNotApplicableApart()
    {
        await _database.TypeAsync(
            Community,
            Key(month: new(2014, 9, 1)),
            ("accepted", "0"),
            ("onTheSpot", "0"),
            ("closed", "0"),
            ("notes", "不适用"),
            ("relief.in", "1234")
        );
        await _database.Get<SheetMoves>().SubmitAsync(Community, Key(month: new(2014, 9, 1)), Token).DoneAsync();

        var page = _harness.Open();

        Assert.Equal("0", page.Find("[data-line=accepted] td.before[data-label=上月]").TextContent);
        Assert.Equal("不适用", page.Find("[data-line=notes] td.before[data-label=上月]").TextContent);
        Assert.Equal("—", page.Find("[data-line=accepted] td.before[data-label=上年同月]").TextContent);
        Assert.Contains("1,234", page.Find("[data-line=relief] .before").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_ACell_SavesIt()
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", "８６１");

        Assert.Equal(("861", "saved"), (page.TextOf("accepted"), page.StateOf("accepted")));
        Assert.Equal("已自动保存 10:00", page.Find(".saved .online").TextContent);
        Assert.Equal(861m, (await StoredAsync())["accepted"].Number);
    }

    [Fact]
    public async Task Typing_IsSavedALittleAfterTheLastKey()
    {
        var page = _harness.Open();
        await page.TypeAsync("accepted", "86");
        Assert.Equal("waiting", page.StateOf("accepted"));
        Assert.Empty(await StoredAsync());

        _harness.Advance(TimeSpan.FromMilliseconds(450));

        page.WaitForAssertion(() => Assert.Equal("saved", page.StateOf("accepted")));
        Assert.Equal(86m, (await StoredAsync())["accepted"].Number);
    }

    [Fact]
    public async Task Sums_FollowWhatIsTyped()
    {
        var page = _harness.Open();
        Assert.Equal("—", page.SumOf("in"));

        await page.TypeAsync("relief.in", "1200");
        await page.TypeAsync("jobs.in", "34");
        await page.TypeAsync("relief.spot", "5");

        Assert.Equal(("1,234", "1,205", "34", "1,239"), (page.SumOf("in"), page.SumOf("relief"), page.SumOf("jobs"), page.SumOf("all")));
    }

    [Fact]
    public async Task Text_ThatIsNoNumber_IsKeptMarkedAndNotSaved()
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", "八百");

        Assert.Equal(("八百", "invalid"), (page.TextOf("accepted"), page.StateOf("accepted")));
        Assert.Equal("true", page.Find("[data-cell=accepted]").GetAttribute("aria-invalid"));
        Assert.Contains("“八百”不是数字。未保存。", page.Find("#notes-accepted").TextContent, StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Rules_ShowWhatIsWrongWhereItIsAndTheShareWhereItIsRight()
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", "861");
        await page.EnterAsync("onTheSpot", "690");
        Assert.Equal("✓通过 80.1%", page.Find("[data-line=onTheSpot] .check").TextContent.Trim());

        await page.EnterAsync("onTheSpot", "880");

        Assert.Equal(
            "Error",
            page.Find("#notes-onTheSpot [data-finding=order], #notes-accepted [data-finding=order]").GetAttribute("data-severity")
        );
        Assert.Equal("还有 1 处要改", page.Find("[data-standing]").TextContent);
    }

    [Fact]
    public async Task Standing_ClickedAgainAndAgain_GoesFromErrorsToWarningsAndRoundAgain()
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", "100");
        await page.EnterAsync("closed", "60"); // a warning
        await page.EnterAsync("notes", "三个");
        await page.EnterAsync("relief.out", "十");

        for (var i = 0; i < 4; i++)
            await page.Find("[data-standing]").ClickAsync(new());

        Assert.Equal(["notes", "relief.out", "closed", "notes"], _harness.Grid.Invocations["goTo"].Select(i => i.Arguments[0]));
    }

    [Fact]
    public async Task Submit_ClickedTwice_KeepsTheMessageOfTheSuccess()
    {
        var page = _harness.Open();
        foreach (var (cell, text) in new[] { ("accepted", "100"), ("onTheSpot", "50"), ("closed", "95") })
            await page.EnterAsync(cell, text);
        var submit = page.FindComponent<SheetActions>().Instance.OnSubmit;

        await page.InvokeAsync(() => Task.WhenAll(submit.InvokeAsync(), submit.InvokeAsync()));
        await page.InvokeAsync(() => submit.InvokeAsync());

        Assert.Equal("已提交。", page.Message());
    }

    [Fact]
    public async Task Undo_TakesBackTypingAndPasteStepByStep()
    {
        var page = _harness.Open();
        await page.EnterAsync("accepted", "1");
        await page.EnterAsync("accepted", "2");
        await page.InvokeAsync(() => page.Instance.PasteAsync("relief.in", "3\t4\n5\t6\n"));
        Assert.Equal(("2", "3", "6"), (page.TextOf("accepted"), page.TextOf("relief.in"), page.TextOf("jobs.spot")));

        await page.InvokeAsync(() => page.Instance.StepAsync(again: false));
        Assert.Equal(("2", "", ""), (page.TextOf("accepted"), page.TextOf("relief.in"), page.TextOf("jobs.spot")));
        await page.InvokeAsync(() => page.Instance.StepAsync(again: false));
        await page.InvokeAsync(() => page.Instance.StepAsync(again: false));
        Assert.Equal("", page.TextOf("accepted"));
        Assert.True((await StoredAsync()).GetValueOrDefault("accepted").IsMissing);

        for (var i = 0; i < 3; i++)
            await page.InvokeAsync(() => page.Instance.StepAsync(again: true));

        Assert.Equal(("2", "3", "6"), (page.TextOf("accepted"), page.TextOf("relief.in"), page.TextOf("jobs.spot")));
        Assert.Equal(6m, (await StoredAsync())["jobs.spot"].Number);
    }

    [Fact]
    public async Task Paste_BeyondTheTable_SaysWhatWasLeftOutAndKeepsTextUnsaved()
    {
        var page = _harness.Open();
        await page.InvokeAsync(() => page.Instance.PasteAsync("relief.spot", "1\t2\t3\n\"1,000\"\t合计\t\n7\t8\t9\n"));

        Assert.Equal(
            "已粘贴 4 格。 粘贴的 3 行中有 1 行超出表格，未填入。 粘贴的 3 列中有 1 列超出表格，未填入。 其中 1 格不是数字，未保存。",
            page.Message()
        );
        Assert.Equal(
            ("1", "2", "1000", "合计"),
            (page.TextOf("relief.spot"), page.TextOf("relief.out"), page.TextOf("jobs.spot"), page.TextOf("jobs.out"))
        );
        Assert.Equal("invalid", page.StateOf("jobs.out"));
        var entry = (await _database.Get<SheetReader>().HistoryAsync(Community, Key(), "jobs.spot", Token)).Single();
        Assert.Equal(("1000", EntryOrigin.Pasted), (entry.Value, entry.Origin));
    }

    [Fact]
    public async Task Blanks_AreFilledWithZeroOnlyWhenAsked()
    {
        var page = _harness.Open();
        await page.EnterAsync("relief.in", "3");
        Assert.Equal("", page.TextOf("jobs.in"));

        var fill = page.FindComponents<SectionHead>().Single(h => h.Instance.Section.Code == "kinds").Instance;
        await page.Find("[data-fill=kinds]").ClickAsync(new());
        Assert.Equal("relief.spot", _harness.Grid.Invocations["goTo"][^1].Arguments[0]); // the grid, which receives the keys that undo
        await page.InvokeAsync(() => fill.Context.Actions.FillAsync("kinds")); // the second click of a double click
        Assert.Equal("已将 5 处空白填为 0，按 Ctrl+Z 可撤销。", page.Message());

        Assert.Equal(("3", "0", ""), (page.TextOf("relief.in"), page.TextOf("jobs.in"), page.TextOf("accepted")));
        Assert.Equal(0m, (await StoredAsync())["jobs.out"].Number);
        Assert.Empty(page.FindAll("[data-fill=kinds]"));
    }

    [Fact]
    public async Task Submit_WithWarning_AsksForACommentInPlaceAndGoesOnWithIt()
    {
        var page = _harness.Open();
        foreach (var (cell, text) in new[] { ("accepted", "100"), ("onTheSpot", "50"), ("closed", "60") })
            await page.EnterAsync(cell, text);
        await page.Find("[data-do=submit]").ClickAsync(new());
        Assert.Equal("Draft", page.Find("[data-sheet]").GetAttribute("data-status"));
        Assert.Equal("Warning", page.Find("#notes-closed [data-finding=closing]").GetAttribute("data-severity"));

        await page.SayAsync("closed", "国庆放假");
        Assert.Empty(page.FindAll("[data-standing]"));
        await page.Find("[data-do=submit]").ClickAsync(new());

        Assert.Equal("Submitted", page.Find("[data-sheet]").GetAttribute("data-status"));
        Assert.Equal("待瀛洲街道审核", page.Find(".state").TextContent);
        Assert.Equal("100", page.Find("button[data-cell=accepted]").TextContent);
        Assert.NotNull(page.Find("[data-do=withdraw]"));
    }

    [Fact]
    public async Task Submit_Unfinished_SaysWhatIsMissingOnlyThen()
    {
        var page = _harness.Open();
        Assert.Empty(page.FindAll("[data-finding=required]"));

        await page.Find("[data-do=submit]").ClickAsync(new());

        Assert.Equal(3, page.FindAll("[data-finding=required]").Count);
        Assert.Equal("还有 3 项未填", page.Find("[data-missing]").TextContent);
        Assert.Equal(
            "请填写“受理”；没有发生的填 0。",
            page.Find("#notes-accepted [data-finding=required]").TextContent.TrimStart('✕', ' ')
        );
    }

    [Fact]
    public void Sheet_OfAnotherUnit_IsNotShown() => Assert.Empty(_harness.Open(SampleData.OtherCommunity).FindAll("[data-sheet]"));

    [Fact, UseCulture("en")]
    public void English_FollowsTheLanguage()
    {
        var page = _harness.Open();

        Assert.Equal("Due 11-07 (5 working days left)", page.Find(".deadline").TextContent);
        Assert.Equal("Relief · In", page.Find("[data-cell='relief.in']").GetAttribute("aria-label"));
    }

    private async Task<IReadOnlyDictionary<string, FigureValue>> StoredAsync() =>
        (await _database.Get<SheetReader>().OpenAsync(Community, Key(), Token))!.Values;
}
