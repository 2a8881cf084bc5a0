using Microsoft.AspNetCore.Authorization;
using MudBlazor.Services;
using Portal.Access;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Live;
using Portal.Shell;

namespace Portal;

/// <summary>Puts the portal together, by feature.</summary>
internal static class PortalServices
{
    public static void AddPortal(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPortalDomain(
            new DatabaseOptions(DatabaseKind.Sqlite, builder.Configuration.GetConnectionString("Portal")!),
            TimeZoneInfo.FindSystemTimeZoneById(builder.Configuration["Portal:TimeZone"]!));
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(PortalCultures.Configure);
        services.AddPortalAccess();
        services.AddLive();
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
    }

    public static void UsePortal(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapAccount();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null) // said for every response
            .Add(CloseCircuitsToStrangers);
    }

    // The pages name their permissions; the circuits they run in are for anybody who is signed in.
    private static void CloseCircuitsToStrangers(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.Trim('/').StartsWith("_blazor", StringComparison.Ordinal))
        {
            endpoint.Metadata.Add(new AuthorizeAttribute(PermissionPolicies.SignedIn));
        }
    }
}
