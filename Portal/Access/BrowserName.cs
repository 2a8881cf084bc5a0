namespace Portal.Access;

/// <summary>Names a browser and its system by the header <c>User-Agent</c>, so that people tell their sessions apart.</summary>
internal static class BrowserName
{
    // The first mark found counts: most browsers also claim to be Chrome and Safari.
    private static readonly (string Mark, string Name)[] s_browsers =
    [
        ("Edg/", "Edge"),
        ("MicroMessenger/", "WeChat"),
        ("QQBrowser/", "QQ"),
        ("360SE", "360"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] s_systems =
    [
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Such as <c>Edge · Windows</c>; empty for an unknown one.</summary>
    public static string Of(string? userAgent) =>
        string.Join(" · ", ((string?[])[Find(s_browsers, userAgent), Find(s_systems, userAgent)]).OfType<string>());

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        userAgent is null ? null : Array.Find(known, k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
