using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>A clerk enters cases with the keyboard alone, corrects one and withdraws one.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EntryJourneyTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Cases_AreEnteredByKeyboardAlone_CorrectedAndWithdrawn()
    {
        await using var visitor = await portal.SignInAsync("community");
        var page = visitor.Page;
        await visitor.GoAsync("/entry");

        // Closed on the spot, now. The key that takes a proposal saves nothing, neither of a beginning nor of a whole code.
        await ChooseItemAsync(page);
        await AssertNothingSavedAsync(page);
        var chosen = (await page.InputValueAsync("#entry-item")).Split(' ')[0];
        await page.FillAsync("#entry-item", "");
        await page.Keyboard.TypeAsync(chosen);
        await page.Locator($".found-item[data-code='{chosen}']").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#entry-item")).Not.ToHaveValueAsync(chosen); // the name stands beside the code
        await AssertNothingSavedAsync(page);
        await page.Keyboard.PressAsync("F8");
        await Assertions.Expect(page.Locator("[data-said]")).ToBeVisibleAsync();
        var first = await page.Locator("[data-record]").First.InnerTextAsync();
        Assert.Matches(@"^\d{8}-\d{3}$", first);

        // The cursor is in the item again: the next one, open, with the time typed.
        await ChooseItemAsync(page);
        await page.FocusAsync("#entry-acceptedAt");
        await page.Keyboard.PressAsync("F2");
        await Assertions.Expect(page.Locator("#entry-acceptedAt")).Not.ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-record]")).ToHaveCountAsync(2);

        // A wrong time is told at its field, and nothing is entered.
        await ChooseItemAsync(page);
        await page.FillAsync("#entry-acceptedAt", "25:61");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-field=acceptedAt] [role=alert]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-record]")).ToHaveCountAsync(2);

        await page.ClickAsync($"[data-edit='{first}']");
        // The form of a new record has the same fields until the record is there.
        await Assertions.Expect(page.Locator("#entry-reason")).ToBeVisibleAsync();
        await page.FillAsync("#entry-reason", "评价补录");
        await page.SelectOptionAsync("#entry-satisfaction", "5");
        await page.FocusAsync("#entry-satisfaction");
        await page.Keyboard.PressAsync("Enter"); // in a list of words too
        await Assertions.Expect(page.Locator("#entry-reason")).ToHaveCountAsync(0);

        await page.ClickAsync($"[data-edit='{first}']");
        await Assertions.Expect(page.Locator("#entry-satisfaction")).ToHaveValueAsync("5");
        await page.FillAsync("#entry-reason", "重复录入");
        await page.ClickAsync("[data-do=withdraw]");
        await Assertions.Expect(page.Locator($"[data-edit='{first}']")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    private static async Task AssertNothingSavedAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("form[data-item]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-field=itemCode] [role=alert]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-record]")).ToHaveCountAsync(0);
    }

    private static async Task ChooseItemAsync(IPage page)
    {
        await page.FocusAsync("#entry-item");
        await page.Keyboard.TypeAsync("s");
        var option = page.Locator(".found-item").First;
        await option.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#entry-item")).Not.ToHaveValueAsync("s");
    }
}
