using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>A reader opens menus by key and by mouse.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MenuJourneyTests(PortalInBrowser portal)
{
    private const string District = "/live?unit=350103&from=2014-01&to=2014-10";

    [Fact]
    public async Task Menu_OpenedByEnter_GivesItsFirstItemByEnter()
    {
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(District);
        var export = visitor.Page.Locator("section.box.b .export");
        await export.Locator("button.open").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement?.dataset.give === 'copy'");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(export).ToHaveAttributeAsync("data-export", "Done");
    }

    [Fact]
    public async Task Menu_ByASecondClickOnItsButton_Closes()
    {
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(District);
        var button = visitor.Page.Locator(".theme-menu button");
        await button.ClickAsync();
        await visitor.Page.Locator(".mud-popover-open [data-theme-choice]").First.WaitForAsync();
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(visitor.Page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
    }
}
