using Portal.Jobs.Hosting;
using Portal.Navigation;

namespace Portal.Demonstration;

/// <summary>Registers the demonstration: the fill at the start, its progress page, and the replay.</summary>
internal static class DemonstrationServices
{
    public static void AddDemonstration(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton<FillingState>();
        services.AddSingleton<ReplayService>();
        if (!settings.Demonstration)
            return;
        services.AddHostedService<DemonstrationFilling>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplayService>());
    }

    /// <summary>
    /// Redirects every page to the progress page during the fill. Placed before authentication: there are no accounts yet.
    /// </summary>
    public static void UseDemonstration(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (!context.RequestServices.GetRequiredService<FillingState>().Latest.IsFilling || !IsPage(context.Request))
                    return next(context);
                context.Response.Redirect(
                    PortalUrls.Filling + QueryString.Create("returnUrl", context.Request.Path + context.Request.QueryString)
                );
                return Task.CompletedTask;
            }
        );

    // Only page requests are redirected, not API calls, nor the change of the language.
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(
            [PortalUrls.Filling, "/account/culture", "/health", PortalUrls.Api],
            path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)
        );
}
