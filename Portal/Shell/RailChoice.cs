namespace Portal.Shell;

/// <summary>Whether the rail of a wide screen shows words or icons alone: kept in a cookie, so that the first paint is right.</summary>
internal static class RailChoice
{
    public const string Cookie = "portal-rail";
    public const string Narrow = "narrow";

    /// <summary>False without a choice.</summary>
    public static bool IsNarrow(HttpRequest request) => request.Cookies[Cookie] == Narrow;
}
