using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>The endpoints of <c>/account</c>: signing out, telling of input, and choosing the language.</summary>
internal static class AccountApi
{
    private static readonly TimeSpan s_languageKept = TimeSpan.FromDays(365);

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").ExcludeFromDescription();
        account.MapPost("/logout", SignOutAsync).RequireAuthorization(PermissionPolicies.SignedIn);
        account.MapPost("/input", TypedResults.NoContent).RequireAuthorization(PermissionPolicies.SignedIn); // noted with the cookie
        account.MapGet("/culture", ChooseLanguage).AllowAnonymous();
    }

    /// <summary>Ends the session; the form carries an antiforgery token.</summary>
    private static async Task<RedirectHttpResult> SignOutAsync([FromForm] string? returnUrl, PortalSignInManager signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    /// <summary>Writes the language to the standard culture cookie and redirects to the page of the request.</summary>
    private static RedirectHttpResult ChooseLanguage(string? culture, string? returnUrl, HttpContext context)
    {
        if (culture is not null && Array.Exists(PortalCultures.All, c => c.Name == culture))
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions
                {
                    MaxAge = s_languageKept,
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                    IsEssential = true,
                }
            );
        }
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}
