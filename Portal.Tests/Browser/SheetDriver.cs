using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Works on a sheet by keyboard, like a user.</summary>
internal static class SheetDriver
{
    private const int MostTabs = 300;

    /// <summary>Signs in by keyboard alone.</summary>
    public static async Task SignInByKeyboardAsync(this IPage page, string account)
    {
        await page.GotoAsync("/account/login");
        await page.TabToAsync("#username");
        await page.Keyboard.TypeAsync(account);
        await page.TabToAsync("#password");
        await page.Keyboard.TypeAsync("Taijiang-2014");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilAwayFromAsync("/account/login");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>Signs out by keyboard alone.</summary>
    public static async Task SignOutByKeyboardAsync(this IPage page)
    {
        await page.Keyboard.PressAsync("Home");
        await page.TabToAsync(".user-menu button");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("[data-do=sign-out]");
        await page.Keyboard.PressAsync("Enter");
        await page.UntilAtAsync("/account/login");
    }

    /// <summary>Presses Tab until the element is reached.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        await page.Locator(selector).First.WaitForAsync();
        for (var i = 0; i < MostTabs; i++)
        {
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not lead to {selector}.");
    }

    /// <summary>Goes to a sheet and waits until it takes keys.</summary>
    public static async Task OpenSheetAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.UntilReadyAsync();
    }

    /// <summary>Goes to a sheet to fill it in; a submitted one is withdrawn first.</summary>
    public static async Task OpenToEnterAsync(this IPage page, string address)
    {
        await page.OpenSheetAsync(address);
        if (await page.Locator("[data-do=withdraw]").CountAsync() == 0)
            return;
        await page.ClickAsync("[data-do=withdraw]");
        await page.ClickAsync("[data-answer]");
        await page.UntilStatusAsync("Draft");
    }

    public static Task UntilReadyAsync(this IPage page) => page.WaitForSelectorAsync("[data-sheet][data-ready]");

    /// <summary>Types into the focused cell and goes down.</summary>
    public static async Task EnterAsync(this IPage page, params string[] texts)
    {
        foreach (var text in texts)
        {
            await page.Keyboard.TypeAsync(text);
            await page.Keyboard.PressAsync("Enter");
        }
    }

    /// <summary>Puts a text on the clipboard, as a spreadsheet does.</summary>
    public static async Task CopyAsync(this IPage page, string text)
    {
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
    }

    public static ILocator Cell(this IPage page, string code) => page.Locator($"[data-cell='{code}']");

    /// <summary>The focused cell; null when none is.</summary>
    public static Task<string?> InHandAsync(this IPage page) =>
        page.EvaluateAsync<string?>("() => document.activeElement?.dataset?.cell ?? null");

    public static Task UntilStatusAsync(this IPage page, string status) => page.WaitForSelectorAsync($"[data-sheet][data-status={status}]");

    public static Task UntilCellAsync(this IPage page, string code, string text, string state) =>
        page.WaitForFunctionAsync(
            """
            ([code, text, state]) => {
              const cell = document.querySelector(`[data-cell='${code}']`);
              return (cell?.value || cell?.textContent) === text && cell.dataset.state === state;
            }
            """,
            new[] { code, text, state }
        );
}
