namespace Portal.Components;

/// <summary>Light, dark or as the system has it: kept in a cookie, so that the first paint is right.</summary>
internal static class ThemeChoice
{
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Auto = "auto";
    public const string Cookie = "portal-theme";

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Light, Dark, Auto];

    /// <summary>The reader's choice; <see cref="Auto"/> when there is none or it is not one of ours.</summary>
    public static string From(HttpRequest request) =>
        request.Cookies[Cookie] switch
        {
            Light => Light,
            Dark => Dark,
            _ => Auto,
        };
}
