using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;
using Portal.Jobs.Hosting;

namespace Portal;

/// <summary>The portal as one process that serves pages, the API and, unless told otherwise, runs the jobs.</summary>
public static class PortalApp
{
    /// <summary>Builds it, brings the database up to date and makes sure that somebody can sign in; it does not listen yet.</summary>
    /// <param name="args">Settings as <c>--Portal:Jobs=false</c> or <c>--urls http://…</c>.</param>
    /// <param name="configure">Changes services before they are fixed; for tests.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SettingsException">Some setting is wrong.</exception>
    public static async Task<WebApplication> CreateAsync(
        string[] args,
        Action<WebApplicationBuilder>? configure = null,
        CancellationToken cancellation = default
    )
    {
        var builder = CreateBuilder(args);
        var settings = builder.AddPortalHost(logToStandardError: false);
        builder.AddPortal(settings);
        configure?.Invoke(builder);
        var app = builder.Build();
        await app.Services.GetRequiredService<DatabasePreparation>().RunAsync(cancellation);
        if (settings.Demonstration)
            await OfferAccountsAsync(app.Services, cancellation);
        app.UsePortal(settings);
        return app;
    }

    // Somebody else's database is left alone, and none of the accounts is offered for it.
    private static async Task OfferAccountsAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<TaijiangDemonstration>().StandingAsync(cancellation) == DemonstrationStanding.Foreign)
            return;
        await services.GetRequiredService<DemonstrationAccounts>().EnsureAsync(cancellation);
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = PortalHost.Arguments(args),
                ApplicationName = typeof(PortalApp).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets(); // run out of the repository, assets lie beside their sources whatever the environment
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }
}
