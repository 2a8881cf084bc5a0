using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Portal.Access;
using Portal.Access.Cookies;
using Portal.Administration;
using Portal.Api;
using Portal.Campaigns;
using Portal.Circuits;
using Portal.Controls;
using Portal.Demonstration;
using Portal.Exports;
using Portal.Figures;
using Portal.Figures.Api;
using Portal.Health;
using Portal.Intake;
using Portal.Intake.Reference;
using Portal.Jobs;
using Portal.Jobs.Hosting;
using Portal.Live;
using Portal.Navigation;
using Portal.Organisation;
using Portal.Records;
using Portal.Records.Lists;
using Portal.Rectifications;
using Portal.Reports.Files;
using Portal.Reports.Templates;
using Portal.Reviews;
using Portal.Shell;
using Portal.Supervision;
using Portal.Worklist;

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
        services.AddOptions<ForwardedHeadersOptions>().Configure<HostNames>((options, names) => names.Configure(options));
        services.AddOptions<HostFilteringOptions>().Configure<HostNames>((options, names) => names.Configure(options));
        services.AddPortalAccess();
        services.AddLive();
        services.AddFigurePages();
        services.AddSingleton<INavCount, WaitingCards>();
        services.AddSingleton<INavCount, WaitingItemCount>();
        services.AddSingleton<INavCount, WaitingRectifications>();
        services.AddSingleton<INavCount, UnreadTasks>();
        services.AddSingleton<INavCount, WaitingReviews>();
        services.AddDemonstration(settings);
        services.AddPortalHealth(settings);
        services.AddPortalApi();
        services.AddSingleton<RecordMessageImporter>();
        services.AddSingleton<RecordsResolver>();
        services.AddSingleton<FileExports>();
        services.AddSingleton<UnitPickReader>();
        services.AddMudBlazor();
        services.AddScoped<PreviousRenderTrees>();
        services.AddSingleton<PrerenderStore>();
        services.AddScoped<PrerenderHandover>();
        services.AddCircuits();
        if (settings.HostJobs)
            services.AddPortalJobs();
        else if (settings.CanReadQueue)
            services.AddJobsStorage();
        if (settings.CanReadQueue)
            services.AddJobsDashboard();
    }

    public static void UsePortal(this WebApplication app, PortalSettings settings)
    {
        if (settings.KnownProxies.Count > 0)
            app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<HostNames>().IsAny && !app.Environment.IsDevelopment())
            app.Logger.LogWarning("The portal answers under any name. Set AllowedHosts to the names under which people reach it.");
        app.UseHostAddresses();
        app.UsePortalHeaders();
        app.UseCacheHeaders();
        app.UseRelativeRedirects();
        app.UseHostPrefixedForm();
        app.UseErrorPage();
        app.UseNotFoundPage();
        app.UseRouting();
        app.UseCircuitOrigins();
        app.UseRequestLocalization();
        app.UseNotFoundApi();
        app.UseDemonstration();
        app.UseAuthentication();
        app.UseForcedPasswordChange();
        app.UseAuthorization();
        app.UseStorageResponses();
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
        app.MapReference();
        app.MapRecordExport();
        app.MapTemplates();
        app.MapReportFiles();
        app.MapReportTemplates();
        app.MapRectificationEvidence();
        if (settings.CanReadQueue)
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
