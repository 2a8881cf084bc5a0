using System.Globalization;
using Microsoft.Playwright;
using Portal.Tests.Architecture;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Browser;

/// <summary>A month of a community from its clerk's keyboard to the district's chart.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FiguresJourneyTests(PortalInBrowser portal)
{
    private const string Community = "350103002006";
    private const string Sheet = $"/figures/community-service/{Community}/2014-10";
    private const string KilledSheet = "/figures/community-service/350103002015/2014-10";
    private const string LiveInOctober = "/live?unit=350103&from=2014-10&to=2014-10";

    // Twelve services by six columns: accepted, on the spot, closed, overdue, withdrawn, not accepted.
    private static readonly string s_block = string.Concat(Enumerable.Repeat("6\t5\t6\t0\t0\t0\r\n", 12));

    private static readonly string[] s_killedRows =
    [
        "civilAffairs",
        "employment",
        "socialInsurance",
        "familyPlanning",
        "elderly",
        "disability",
    ];

    [Fact]
    public async Task Month_ByKeyboardAlone_GoesFromTheClerkOverStreetAndDistrictIntoTheChart()
    {
        await using (var clerk = await portal.VisitAsync())
        {
            await EnterMonthAsync(clerk.Page);
            await clerk.Page.SignOutByKeyboardAsync();
            Broken.None(clerk.Complaints);
        }
        await using (var street = await portal.SignInAsync("street"))
        {
            await ApproveAsync(street.Page);
            Broken.None(street.Complaints);
        }
        await using var office = await portal.SignInAsync("office");
        await ReturnOneCellAsync(office.Page);
        await using (var clerk = await portal.SignInAsync("community"))
            await MendAsync(clerk.Page);

        await using var leader = await portal.SignInAsync("leader");
        await leader.GoAsync(LiveInOctober);
        var before = await AcceptedAsync(leader.Page);
        await office.Page.OpenSheetAsync(Sheet);
        await office.Page.TabToAsync("[data-do=approve]");
        await office.Page.Keyboard.PressAsync("Enter");
        await office.Page.WaitForFunctionAsync("() => document.activeElement?.matches('[data-answer]')");
        var started = TimeProvider.System.GetTimestamp();
        await office.Page.Keyboard.PressAsync("Enter");
        await leader.Page.WaitForFunctionAsync(
            "expected => document.querySelector('[data-metric=accepted]')?.dataset.numerator === expected",
            (before + 73).ToString(CultureInfo.InvariantCulture)
        );
        var took = TimeProvider.System.GetElapsedTime(started);

        TestContext.Current.TestOutputHelper?.WriteLine($"From approval to the district's chart: {took}");
        Assert.True(took <= TimeSpan.FromSeconds(1), $"It took {took}.");
        await office.Page.UntilStatusAsync("Approved");
    }

    [Theory]
    [InlineData(10, 0)] // faster than any user types
    [InlineData(20, 120)]
    public async Task Browser_ThatIsKilledWhileTyping_LosesAtMostTheCellBeingTyped(int first, int millisecondsAKey)
    {
        await using var browser = await MortalBrowser.StartAsync(TestContext.Current.CancellationToken);
        var victim = await browser.VisitAsync(portal.Portal.Address);
        await victim.SignInAsync("street");
        var texts = await TypeFiveCellsAndAHalfAsync(victim.Page, first, millisecondsAKey);
        browser.Kill();

        await FindFiveCellsElsewhereAsync(texts);
    }

    [Fact]
    public async Task Window_ThatIsClosedWhileTyping_LosesAtMostTheCellBeingTyped()
    {
        var victim = await portal.SignInAsync("street");
        var texts = await TypeFiveCellsAndAHalfAsync(victim.Page, first: 30, millisecondsAKey: 120);
        await victim.DisposeAsync();

        await FindFiveCellsElsewhereAsync(texts);
    }

    [Fact]
    public async Task Connection_LostWhileTyping_KeepsWhatWasTypedOverAReloadAndSavesIt()
    {
        const string sheet = "/figures/community-service/350103002016/2014-10";
        await using var visitor = await portal.SignInAsync("street");
        var sockets = await Sockets.OfAsync(visitor.Page);
        await visitor.Page.OpenToEnterAsync(sheet);
        await visitor.Page.Cell("civilAffairs.accepted").FocusAsync();

        await sockets.CutAsync();
        await visitor.Page.WaitForSelectorAsync("[data-sheet][data-offline]");
        await visitor.Page.EnterAsync("21", "22");
        Assert.Equal("21", await visitor.Page.Cell("civilAffairs.accepted").InputValueAsync());
        await visitor.Page.GotoAsync(sheet);
        sockets.Mend();
        await visitor.Page.UntilReadyAsync();

        await visitor.Page.UntilCellAsync("civilAffairs.accepted", "21", "saved");
        await visitor.Page.UntilCellAsync("employment.accepted", "22", "saved");
        await visitor.Page.WaitForFunctionAsync("() => Object.keys(localStorage).every(key => !key.startsWith('figures/'))");
    }

    [Fact]
    public async Task Connection_ThatComesBack_SavesWhatWasTypedMeanwhile()
    {
        const string sheet = "/figures/community-service/350103002021/2014-10";
        await using var visitor = await portal.SignInAsync("street");
        var sockets = await Sockets.OfAsync(visitor.Page);
        await visitor.Page.OpenToEnterAsync(sheet);
        await visitor.Page.Cell("civilAffairs.accepted").FocusAsync();

        await sockets.CutAsync();
        await visitor.Page.WaitForSelectorAsync("[data-sheet][data-offline]");
        await visitor.Page.EnterAsync("31", "32");
        await visitor.Page.CopyAsync("33\t34\n");
        await visitor.Page.Keyboard.PressAsync("Control+v");
        sockets.Mend();

        foreach (
            var (cell, text) in new[]
            {
                ("civilAffairs.accepted", "31"),
                ("employment.accepted", "32"),
                ("socialInsurance.accepted", "33"),
                ("socialInsurance.onTheSpot", "34"),
            }
        )
        {
            await visitor.Page.UntilCellAsync(cell, text, "saved");
        }
        await visitor.Page.WaitForSelectorAsync("[data-sheet]:not([data-offline]):not([data-unsent])");
    }

    [Fact]
    public async Task Keys_GoThroughTheGridAsInASpreadsheet()
    {
        await using var visitor = await portal.SignInAsync("street");
        var page = visitor.Page;
        await page.OpenToEnterAsync("/figures/community-service/350103002019/2014-10");
        await page.Cell("employment.onTheSpot").FocusAsync();
        foreach (
            var (key, cell) in new[]
            {
                ("ArrowRight", "employment.closed"),
                ("ArrowDown", "socialInsurance.closed"),
                ("ArrowLeft", "socialInsurance.onTheSpot"),
                ("ArrowUp", "employment.onTheSpot"),
                ("End", "employment.notAccepted"),
                ("Home", "employment.accepted"),
                ("Enter", "socialInsurance.accepted"),
                ("Shift+Enter", "employment.accepted"),
                ("Tab", "employment.onTheSpot"),
                ("Shift+Tab", "employment.accepted"),
                ("Control+Home", "civilAffairs.accepted"),
                ("Control+End", "rated1"),
            }
        )
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal((key, cell), (key, await page.InHandAsync()));
        }

        await page.Cell("civilAffairs.accepted").FocusAsync();
        var before = await page.Cell("civilAffairs.accepted").InputValueAsync();
        await page.Keyboard.TypeAsync("86"); // replaces
        Assert.Equal("86", await page.Cell("civilAffairs.accepted").InputValueAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(before, await page.Cell("civilAffairs.accepted").InputValueAsync());
        await page.Keyboard.TypeAsync("861"); // at once after what was given up
        await page.UntilCellAsync("civilAffairs.accepted", "861", "saved"); // by the pause, before the cell is left
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("F2");
        await page.Keyboard.PressAsync("ArrowLeft"); // within the text
        await page.Keyboard.TypeAsync("5");
        Assert.Equal("8651", await page.Cell("civilAffairs.accepted").InputValueAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.UntilCellAsync("civilAffairs.accepted", "8651", "saved");
        await page.Keyboard.PressAsync("Control+z");
        await page.UntilCellAsync("civilAffairs.accepted", "861", "saved");
        await page.Keyboard.PressAsync("Control+y");
        await page.UntilCellAsync("civilAffairs.accepted", "8651", "saved");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.PressAsync("Tab");
        await page.UntilCellAsync("civilAffairs.accepted", "", "empty");
        Broken.None(visitor.Complaints);
    }

    [Fact]
    public async Task TwoPeople_SeeEachOthersCells_AndAConflictKeepsBothValues()
    {
        const string sheet = "/figures/community-service/350103002020/2014-10";
        await using var first = await portal.SignInAsync("street");
        await using var second = await portal.SignInAsync("office");
        await first.Page.OpenToEnterAsync(sheet);
        await second.Page.OpenSheetAsync(sheet);
        await first.Page.Cell("employment.accepted").FocusAsync();
        await first.Page.EnterAsync("7");
        await second.Page.UntilCellAsync("employment.accepted", "7", "saved");

        await second.Page.Cell("employment.accepted").FocusAsync();
        await second.Page.Keyboard.TypeAsync("9");
        await first.Page.Keyboard.PressAsync("ArrowUp");
        await first.Page.EnterAsync("8");
        await first.Page.UntilCellAsync("employment.accepted", "8", "saved");
        await second.Page.Keyboard.PressAsync("Enter");

        var losers = new[] { first.Page, second.Page }
            .Select(page => page.WaitForSelectorAsync("[data-conflict='employment.accepted']"))
            .ToArray();
        await Task.WhenAny(losers);
        var (page, mine) = losers[0].IsCompletedSuccessfully ? (first.Page, "8") : (second.Page, "9");
        Assert.Equal(mine, await page.Cell("employment.accepted").InputValueAsync());
        await page.ClickAsync("[data-decide=mine]");
        foreach (var each in new[] { first.Page, second.Page })
            await each.UntilCellAsync("employment.accepted", mine, "saved");
    }

    [Theory]
    [InlineData("street", "/figures/community-service/350103002021/2014-10")]
    [InlineData("street", "/figures/street-service/350103002/2014-10")]
    [InlineData("office", "/figures/community-service/350103002006/2014-09")]
    public async Task Sheet_HasNothingAgainstItByAxe_AndFitsAPhone(string account, string sheet)
    {
        foreach (var dark in new[] { false, true })
        {
            await using var visitor = await portal.SignInAsync(
                account,
                new()
                {
                    Width = 1366,
                    Height = 768,
                    Dark = dark,
                }
            );
            await (account == "office" ? visitor.Page.OpenSheetAsync(sheet) : visitor.Page.OpenToEnterAsync(sheet));
            var violations = await Axe.ViolationsAsync(visitor.Page);
            Broken.None(violations.SelectMany(v => v.Nodes.Select(node => $"{v.Id} ({v.Impact}): {node}")));
        }
        await using var phone = await portal.SignInAsync(account, VisitorOptions.Phone);
        await phone.Page.OpenSheetAsync(sheet);
        Broken.None(await phone.Page.EvaluateAsync<string[]>(Scripts.CutOff));
        Assert.True(
            await phone.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"),
            "The page scrolls sideways."
        );
        Broken.None(phone.Complaints);
    }

    /// <summary>Types without waiting for anything to be saved, and stops in the middle of the sixth cell.</summary>
    private static async Task<string[]> TypeFiveCellsAndAHalfAsync(IPage page, int first, int millisecondsAKey)
    {
        string[] texts = [.. Enumerable.Range(first + 1, s_killedRows.Length - 1).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        await page.OpenToEnterAsync(KilledSheet);
        await page.Cell($"{s_killedRows[0]}.accepted").FocusAsync();
        foreach (var text in texts)
        {
            await page.Keyboard.TypeAsync(text, new() { Delay = millisecondsAKey });
            await page.Keyboard.PressAsync("Enter", new() { Delay = millisecondsAKey });
        }
        await page.Keyboard.TypeAsync("9", new() { Delay = millisecondsAKey });
        return texts;
    }

    private async Task FindFiveCellsElsewhereAsync(string[] texts)
    {
        await using var elsewhere = await portal.SignInAsync("street");
        await elsewhere.Page.OpenSheetAsync(KilledSheet);
        // Input that reached the server may not be stored yet; this page follows it.
        foreach (var (row, text) in s_killedRows.Zip(texts))
            await elsewhere.Page.UntilCellAsync($"{row}.accepted", text, "saved");
        Assert.Contains(await elsewhere.Page.Cell($"{s_killedRows[^1]}.accepted").InputValueAsync(), (string[])["", "9"]);
    }

    private static async Task EnterMonthAsync(IPage page)
    {
        await page.SignInByKeyboardAsync("community");
        if (!page.Url.Contains("/figures", StringComparison.Ordinal))
            await page.GotoAsync("/figures");
        await page.TabToAsync($"a[href='{Sheet}']");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilReadyAsync();
        await page.TabToAsync("[data-cell='civilAffairs.accepted']");
        await page.EnterAsync("5");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.CopyAsync(s_block);
        await page.Keyboard.PressAsync("Control+v");
        await page.UntilCellAsync("other.notAccepted", "0", "saved");
        Assert.Equal("72", await page.Locator("[data-sum=accepted] .pair > span").First.TextContentAsync());

        await page.TabToAsync("[data-cell=closedInMonth]");
        await page.EnterAsync("64", "72", "0", "0", "0", "0", "18", "3", "0", "0");
        await page.Keyboard.TypeAsync("0");
        await page.TabToAsync("[data-do=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-notes=closedInMonth] [data-severity=Warning]");
        await page.UntilStatusAsync("Draft");
        await page.Keyboard.PressAsync("Control+Home");
        await page.TabToAsync("[data-comment=closedInMonth]");
        await page.Keyboard.TypeAsync("国庆期间受理的件节后办结");
        await page.TabToAsync("[data-do=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilStatusAsync("Submitted");
    }

    private static async Task ApproveAsync(IPage page)
    {
        await page.OpenSheetAsync(Sheet);
        await page.TabToAsync("[data-do=approve]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement?.matches('[data-answer]')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-step=Approved]");
    }

    private static async Task ReturnOneCellAsync(IPage page)
    {
        await page.OpenSheetAsync(Sheet);
        await page.TabToAsync("[data-tick='civilAffairs.accepted']");
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync("[data-do=return]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement?.matches('[data-reason]')");
        await page.Keyboard.TypeAsync("与台账不符");
        await page.TabToAsync("[data-answer]");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilStatusAsync("Returned");
    }

    private static async Task MendAsync(IPage page)
    {
        await page.OpenSheetAsync(Sheet);
        Assert.Contains("与台账不符", await page.Locator("[data-notice=returned]").TextContentAsync(), StringComparison.Ordinal);
        await page.UntilCellAsync("civilAffairs.accepted", "6", "returned");
        await page.TabToAsync("[data-cell='civilAffairs.accepted']");
        await page.EnterAsync("7");
        await page.UntilCellAsync("civilAffairs.accepted", "7", "saved");
        await page.TabToAsync("[data-do=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilStatusAsync("Submitted");
    }

    private static async Task<decimal> AcceptedAsync(IPage page)
    {
        var figure = page.Locator("[data-metric=accepted]").First;
        await figure.WaitForAsync();
        return decimal.Parse((await figure.GetAttributeAsync("data-numerator"))!, CultureInfo.InvariantCulture);
    }
}
