using System.Text;

namespace Portal.Navigation;

/// <summary>Checks the return address of the sign-in.</summary>
public static class LocalUrl
{
    private const int Longest = 2_000; // characters

    /// <summary>The address when it is a path of this portal, else <c>/</c>: a sign-in link must not redirect to another site.</summary>
    /// <returns>ASCII alone, since a header takes nothing else: <c>/中</c> is <c>/%E4%B8%AD</c>.</returns>
    public static string OrHome(string? url) => IsLocal(url) ? Escaped(url!) : "/";

    // Browsers interpret "//host", "/\host" and control characters differently, so only plain paths are accepted.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and { Length: <= Longest }
        && !url.AsSpan(1).StartsWith("/")
        && !url.AsSpan(1).StartsWith("\\")
        && !url.Any(c => char.IsControl(c) || c == '\\');

    private static string Escaped(string url)
    {
        if (Ascii.IsValid(url))
            return url;
        var escaped = new StringBuilder();
        foreach (var rune in url.EnumerateRunes()) // an unpaired surrogate is replaced
            escaped.Append(rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return escaped.ToString();
    }
}
