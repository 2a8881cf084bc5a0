namespace Portal.Components;

/// <summary>Light, dark or the system's theme: kept in a cookie, so that the first paint has the right theme.</summary>
internal static class ThemeChoice
{
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Auto = "auto";
    public const string Cookie = "portal-theme";

    /// <summary>In the order of the switch.</summary>
    public static IReadOnlyList<string> All { get; } = [Light, Dark, Auto];

    /// <summary>The user's choice; <see cref="Auto"/> when there is none or it is invalid.</summary>
    public static string From(HttpRequest request) =>
        request.Cookies[Cookie] switch
        {
            Light => Light,
            Dark => Dark,
            _ => Auto,
        };
}
