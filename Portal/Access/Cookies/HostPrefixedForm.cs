using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Access.Cookies;

/// <summary>Gives the cookie of forms the <c>__Host-</c> prefix over https, like the sign-in cookie: no other host can plant one.</summary>
/// <remarks>The framework's antiforgery has one name for its cookie, whatever the scheme, so it is renamed on its way.</remarks>
internal static class HostPrefixedForm
{
    /// <summary>The name that the framework knows.</summary>
    public const string Cookie = "Portal.Form";

    private const string Prefixed = "__Host-" + Cookie;

    /// <summary>Placed before everything that checks or renders forms.</summary>
    public static void UseHostPrefixedForm(this WebApplication app)
    {
        app.UseCookiePolicy(
            new CookiePolicyOptions
            {
                MinimumSameSitePolicy = SameSiteMode.Unspecified,
                OnAppendCookie = cookie =>
                {
                    if (cookie.Context.Request.IsHttps && cookie.CookieName == Cookie)
                        (cookie.CookieName, cookie.CookieOptions.Secure, cookie.CookieOptions.Path) = (Prefixed, true, "/");
                },
            }
        );
        app.Use(
            (context, next) =>
            {
                if (context.Request.IsHttps)
                    context.Features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(new Renamed(context.Request.Cookies)));
                return next(context);
            }
        );
    }

    /// <summary>The cookies of a request; the prefixed one answers to the name without prefix, and one without is ignored.</summary>
    private sealed class Renamed(IRequestCookieCollection sent) : IRequestCookieCollection
    {
        public int Count => sent.Count;

        public ICollection<string> Keys => sent.Keys;

        public string? this[string key] => sent[NameOf(key)];

        public bool ContainsKey(string key) => sent.ContainsKey(NameOf(key));

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => sent.TryGetValue(NameOf(key), out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => sent.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static string NameOf(string key) => key == Cookie ? Prefixed : key;
    }
}
