using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Portal.Shell;
using Portal.Tests.Support;

namespace Portal.Tests.Controls;

/// <summary>A button that opens a menu.</summary>
public sealed class MenuButtonTests : PortalTestContext
{
    [Fact]
    public async Task Press_ThatClosedTheMenu_DoesNotOpenItAgain_WhicheverCameFirst()
    {
        var page = Render<ThemeMenu>();
        await ClickAsync(page);
        page.WaitForAssertion(() => Assert.Equal("true", Button(page).GetAttribute("aria-expanded")));

        // The library closes the menu before the press of the button is told.
        await page.InvokeAsync(() => page.FindComponent<MudMenu>().Instance.CloseMenuAsync());
        page.WaitForAssertion(() => Assert.Equal("false", Button(page).GetAttribute("aria-expanded")));
        await ClickAsync(page);
        Assert.Equal("false", Button(page).GetAttribute("aria-expanded"));

        Clock.Advance(TimeSpan.FromSeconds(1));
        await ClickAsync(page);
        page.WaitForAssertion(() => Assert.Equal("true", Button(page).GetAttribute("aria-expanded")));
    }

    private static Task ClickAsync(IRenderedComponent<ThemeMenu> page) => Button(page).ClickAsync(new MouseEventArgs { Detail = 1 });

    private static IElement Button(IRenderedComponent<ThemeMenu> page) => page.Find("button[aria-haspopup=menu]");
}
