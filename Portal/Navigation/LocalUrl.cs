namespace Portal.Navigation;

/// <summary>Checks the return address of the sign-in.</summary>
public static class LocalUrl
{
    /// <summary>The address when it is a path of this portal, else <c>/</c>: a sign-in link must not redirect to another site.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    // Browsers interpret "//host", "/\host" and control characters differently, so only plain paths are accepted.
    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && !url.AsSpan(1).StartsWith("/")
        && !url.AsSpan(1).StartsWith("\\")
        && !url.Any(c => char.IsControl(c) || c == '\\');
}
