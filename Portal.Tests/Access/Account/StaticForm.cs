using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Account;

/// <summary>Sends a form of a page without a circuit, as a browser would.</summary>
internal static partial class StaticForm
{
    /// <param name="browser">Keeps the cookies.</param>
    /// <param name="address">The page's.</param>
    /// <param name="name">The form's name.</param>
    /// <param name="fields">What is typed.</param>
    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser,
        string address,
        string name,
        params (string Name, string Value)[] fields
    )
    {
        var page = await PortalInstance.TextAsync(await PortalInstance.GetAsync(browser, address));
        var form = Forms().Matches(page).Select(m => m.Value).Single(f => f.Contains($"value=\"{name}\"", StringComparison.Ordinal));
        var sent = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        foreach (var (field, value) in fields)
            sent[field] = value;
        return await browser.PostAsync(address, new FormUrlEncodedContent(sent), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hidden();
}
