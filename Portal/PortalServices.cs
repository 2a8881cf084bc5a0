using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Portal.Access;
using Portal.Administration;
using Portal.Api;
using Portal.Circuits;
using Portal.Controls;
using Portal.Demonstration;
using Portal.Figures;
using Portal.Figures.Api;
using Portal.Health;
using Portal.Intake;
using Portal.Jobs;
using Portal.Jobs.Hosting;
using Portal.Live;
using Portal.Navigation;
using Portal.Organisation;
using Portal.Records;
using Portal.Reports.Files;
using Portal.Reports.Templates;
using Portal.Shell;

namespace Portal;

/// <summary>Composes the portal: registers the services and maps the endpoints of every feature.</summary>
internal static class PortalServices
{
    public static void AddPortal(this WebApplicationBuilder builder, PortalSettings settings)
    {
        var services = builder.Services;
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(PortalCultures.Configure);
        services.Configure<ForwardedHeadersOptions>(options => TrustForwardedHeaders(options, settings));
        services.AddPortalAccess();
        services.AddLive();
        services.AddFigurePages();
        services.AddDemonstration(settings);
        services.AddPortalHealth(settings);
        services.AddPortalApi();
        services.AddSingleton<RecordMessageImporter>();
        services.AddSingleton<UnitPickReader>();
        services.AddMudBlazor();
        services.AddScoped<PreviousRenderTrees>();
        services.AddSingleton<PrerenderStore>();
        services.AddScoped<PrerenderHandover>();
        services.AddCircuits();
        if (settings.HostJobs)
            services.AddPortalJobs();
        else if (settings.SeesJobs)
            services.AddJobsStorage();
        if (settings.SeesJobs)
            services.AddJobsDashboard();
    }

    public static void UsePortal(this WebApplication app, PortalSettings settings)
    {
        if (settings.KnownProxies.Count > 0)
            app.UseForwardedHeaders();
        app.UsePortalHeaders();
        app.UseExceptionHandler("/error");
        app.UseNotFoundPage();
        app.UseRouting();
        app.UseCircuitOrigins();
        app.UseRequestLocalization();
        app.UseNotFoundApi();
        app.UseDemonstration();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDelayedDisconnect();
        app.UseAntiforgery();
        app.MapPortal(settings);
    }

    private static void MapPortal(this WebApplication app, PortalSettings settings)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapPortalHealth();
        app.MapAccount();
        app.MapDemonstration();
        app.MapPortalApi();
        app.MapIntake();
        app.MapTemplates();
        app.MapReportFiles();
        app.MapReportTemplates();
        if (settings.SeesJobs)
            app.MapJobsDashboard();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
            {
                options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders sets it for every response
                options.DisableWebSocketCompression = true; // a compressor takes more memory than the rest of a page
            })
            .Add(RequireSignInForCircuits);
    }

    // Pages have their own policies; their circuits need a signed-in user.
    private static void RequireSignInForCircuits(EndpointBuilder endpoint)
    {
        if (
            endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path }
            && Array.Exists(["_blazor", "_framework/"], start => path.Trim('/').StartsWith(start, StringComparison.Ordinal))
        )
        {
            endpoint.Metadata.Add(new AuthorizeAttribute(PermissionPolicies.SignedIn));
        }
    }

    private static void TrustForwardedHeaders(ForwardedHeadersOptions options, PortalSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.KnownProxies)
            options.KnownProxies.Add(proxy);
    }
}
