using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Access.Cookies;

/// <summary>Marks browsers in which an account has signed in: their attempts at it do not wait behind the failures of others.</summary>
/// <remarks>The mark opens nothing. The account itself still locks after five wrong passwords.</remarks>
public sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string Cookie = "Portal.Known";
    private const int MostNames = 8;

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(180);

    private readonly IDataProtector _seal = protection.CreateProtector("Portal.KnownBrowsers");
    private readonly HostPrefixedCookies _cookies = new();

    /// <summary>Whether the account has signed in in this browser.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The normalized sign-in name.</param>
    public bool Knows(HttpContext context, string name) => Names(context).Contains(name, StringComparer.Ordinal);

    /// <summary>Marks the browser; it keeps the accounts that signed in last.</summary>
    /// <inheritdoc cref="Knows"/>
    public void Add(HttpContext context, string name)
    {
        var names = Names(context).Where(n => n != name).Prepend(name).Take(MostNames);
        _cookies.AppendResponseCookie(
            context,
            Cookie,
            _seal.Protect(string.Join('\n', names)),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = s_kept,
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );
    }

    private string[] Names(HttpContext context)
    {
        try
        {
            return _cookies.GetRequestCookie(context, Cookie) is { } sealedNames ? _seal.Unprotect(sealedNames).Split('\n') : [];
        }
        catch (CryptographicException)
        {
            return []; // of another portal, or forged
        }
    }
}
