using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Portal.Navigation;

/// <summary>The languages of the portal: Chinese unless the reader chose English.</summary>
public static class PortalCultures
{
    public static readonly CultureInfo[] All = [new("zh-CN"), new("en")];

    /// <summary>A page follows the reader's choice alone, never the browser's language; the API also hears <c>Accept-Language</c>.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(All[0]);
        options.SupportedCultures = All;
        options.SupportedUICultures = All;
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new ApiLanguage()];
    }

    /// <summary>An address that changes to the language the page is not in, and comes back.</summary>
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
