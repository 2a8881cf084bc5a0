using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>Waits for the address of a page.</summary>
public static class PageAddress
{
    private const float PatienceMilliseconds = 30_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Waits until the address holds <paramref name="part"/>. It is looked at again and again: Playwright's own wait for an address never
    /// ends when a page that changes its address by itself does so between its look and its wait.
    /// </summary>
    public static Task UntilAtAsync(this IPage page, string part) => UntilAsync(page, Regex.Escape(part));

    /// <summary>Waits until the address no longer holds <paramref name="part"/>.</summary>
    public static Task UntilAwayFromAsync(this IPage page, string part) => UntilAsync(page, $"^(?!.*{Regex.Escape(part)})");

    private static Task UntilAsync(IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, s_patience), new() { Timeout = PatienceMilliseconds });
}
