using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>Sign-in, permissions and keys.</summary>
internal static class AccessServices
{
    /// <summary>The API is for keys, everything else for people.</summary>
    private const string ByAddress = "Portal.ByAddress";

    public static void AddPortalAccess(this IServiceCollection services)
    {
        // Every process of one portal reads the others' cookies: the keys are in the database, the name is fixed.
        services.AddDataProtection().SetApplicationName("Portal").PersistKeysToDbContext<PortalDb>();
        services.AddHttpContextAccessor();
        services.AddSignIn();
        services.AddAuthorization(options => options.AddPermissions());
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddScoped<CurrentActor>();
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<FirstAdministrator>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdministrator>());
    }

    private static void AddSignIn(this IServiceCollection services)
    {
        new IdentityBuilder(typeof(PortalUser), services)
            .AddSignInManager<PortalSignInManager>()
            .AddClaimsPrincipalFactory<PortalClaimsFactory>();
        services.AddScoped(provider => (PortalSignInManager)provider.GetRequiredService<SignInManager<PortalUser>>());
        services
            .AddAuthentication(ByAddress)
            .AddPolicyScheme(ByAddress, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie)
            // Never written here, but signed out of whenever a session is refused; unknown, it would make an error of that.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, options => options.CookieManager = new HostPrefixedCookies())
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddScoped<ISecurityStampValidator, SecurityStampValidator<PortalUser>>();
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = CircuitRevalidation.Interval;
            options.OnRefreshingPrincipal = KeepSession;
        });
        services.AddAntiforgery(options => options.Cookie.Name = "Portal.Form");
    }

    private static string SchemeOf(HttpContext context) =>
        context.Request.Path.StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase) || IsProgramReading(context.Request)
            ? ApiKeyHandler.SchemeName
            : IdentityConstants.ApplicationScheme;

    // The API's description is for both.
    private static bool IsProgramReading(HttpRequest request) =>
        request.Path.StartsWithSegments(PortalUrls.ApiDocument, StringComparison.OrdinalIgnoreCase)
        && request.Headers.ContainsKey(ApiKeyHandler.Header);

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "Portal";
        options.CookieManager = new HostPrefixedCookies();
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = PortalUrls.SignIn;
        options.AccessDeniedPath = "/account/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<EndedSessions>().HasEndedHere(context.Principal))
            return SecurityStampValidator.ValidatePrincipalAsync(context);
        context.RejectPrincipal();
        return Task.CompletedTask;
    }

    // A cookie written anew, with the rights as of now, is of the same session.
    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(EndedSessions.Claim) is { } session)
            (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaim(session.Clone());
        return Task.CompletedTask;
    }
}
