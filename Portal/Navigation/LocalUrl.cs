namespace Portal.Navigation;

/// <summary>Addresses to go back to after signing in.</summary>
public static class LocalUrl
{
    /// <summary>The address when it is a path of this portal, else <c>/</c>: a link must not lead elsewhere through the sign-in.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    // Browsers read "//host", "/\host" and control characters in many ways, so only plain paths pass.
    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && !url.AsSpan(1).StartsWith("/")
        && !url.AsSpan(1).StartsWith("\\")
        && !url.Any(c => char.IsControl(c) || c == '\\');
}
