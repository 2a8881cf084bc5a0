using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Portal.Navigation;

/// <summary>The languages of the portal: Chinese unless the user chose English.</summary>
public static class PortalCultures
{
    public static readonly CultureInfo[] All = [new("zh-CN"), new("en")];

    /// <summary>A page uses only the user's choice, never the browser's language; the API also uses <c>Accept-Language</c>.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(All[0]);
        options.SupportedCultures = All;
        options.SupportedUICultures = All;
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new ApiLanguage()];
    }

    /// <summary>The address that switches to the other language and returns to the page.</summary>
    public static string LinkToOther(string returnUrl) =>
        "/account/culture"
        + QueryString
            .Create("culture", Array.Find(All, c => c.Name != CultureInfo.CurrentUICulture.Name)!.Name)
            .Add("returnUrl", returnUrl);

    private sealed class ApiLanguage : AcceptLanguageHeaderRequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                ? base.DetermineProviderCultureResult(httpContext)
                : NullProviderCultureResult;
    }
}
