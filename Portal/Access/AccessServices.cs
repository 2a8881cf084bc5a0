using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Portal.Access.Cookies;
using Portal.Access.Keyring;
using Portal.Access.Limits;
using Portal.Domain.Access;
using Portal.Domain.Data.Faults;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>Registers sign-in, permissions and API keys.</summary>
internal static class AccessServices
{
    /// <summary>API keys open the API, user sessions everything else.</summary>
    private const string ByAddress = "Portal.ByAddress";

    // A cookie from further ahead was made before the clock was set back: until it is there again, its time would not end and its user's
    // rights would not be asked.
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(10);

    public static void AddPortalAccess(this IServiceCollection services)
    {
        services.AddKeyring();
        services.AddHttpContextAccessor();
        services.AddSignIn();
        services.AddAuthorization(options => options.AddPermissions());
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddScoped<CurrentActor>();
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<FailureLimits>();
        services.AddSingleton<PasswordQueue>();
        services.AddSingleton<SessionInputs>();
        services.AddSingleton<IdleTimes>();
        services.AddSingleton<KnownBrowsers>();
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
            // This scheme is never signed in to, but every refused session signs out of it; an unknown scheme would throw.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, options => options.CookieManager = new HostPrefixedCookies())
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddScoped<ISecurityStampValidator, SecurityStampValidator<PortalUser>>();
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = CircuitRevalidation.Interval;
            options.OnRefreshingPrincipal = KeepSession;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = HostPrefixedForm.Cookie;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static string SchemeOf(HttpContext context) =>
        context.Request.Path.StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase) || IsProgramReading(context.Request)
            ? ApiKeyHandler.SchemeName
            : IdentityConstants.ApplicationScheme;

    // Users and API keys may both read the API's description.
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
        options.SlidingExpiration = true;
        options.Events.OnSigningIn = LimitIdleTime;
        options.Events.OnCheckSlidingExpiration = RenewByInputAlone;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    // Each renewal keeps the time.
    private static Task LimitIdleTime(CookieSigningInContext context)
    {
        var idle = context.HttpContext.RequestServices.GetRequiredService<IdleTimes>().Of(context.Principal!) ?? IdleTimes.WallScreen;
        context.Properties.ExpiresUtc = context.Properties.IssuedUtc + idle;
        return Task.CompletedTask;
    }

    private static Task RenewByInputAlone(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= IdleTimes.IsInput(context.Request);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (
            services.GetRequiredService<EndedSessions>().HasEndedHere(context.Principal)
            || context.Properties.IssuedUtc > now + s_clockTolerance
        )
        {
            context.RejectPrincipal();
            return;
        }
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (Exception failing) when (StorageFaults.Of(failing) is not null)
        {
            // The cookie is genuine; whether it still holds is asked again as soon as the database answers.
        }
        if (!IdleTimes.IsInput(context.Request))
            context.ShouldRenew = false;
        else if (context.Principal?.FindFirstValue(EndedSessions.Claim) is { } session)
            services.GetRequiredService<SessionInputs>().Note(session);
    }

    // A cookie that is written anew, with the present rights, keeps its session.
    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(EndedSessions.Claim) is { } session)
            (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaim(session.Clone());
        return Task.CompletedTask;
    }
}
