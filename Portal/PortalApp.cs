using Portal.Access.Keyring;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;
using Portal.Jobs.Hosting;

namespace Portal;

/// <summary>The portal as one process that serves pages and the API and, unless configured otherwise, runs the jobs.</summary>
public static class PortalApp
{
    /// <summary>Allows this one start to make a database that is not there, also in Production.</summary>
    private const string FirstStart = "--first-start";

    /// <summary>Builds the application, migrates the database and creates the demonstration's accounts; it does not listen yet.</summary>
    /// <param name="args">
    /// Settings, such as <c>--Portal:Jobs=false</c> or <c>--urls http://…</c>, and <c>--first-start</c>.
    /// </param>
    /// <param name="configure">Changes services before the application is built; for tests.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <exception cref="SettingsException">Some setting is wrong; all of them are named.</exception>
    /// <exception cref="UnusableDatabaseException">The database or the key file is missing, damaged, or another's.</exception>
    public static async Task<WebApplication> CreateAsync(
        string[] args,
        Action<WebApplicationBuilder>? configure = null,
        CancellationToken cancellation = default
    )
    {
        var builder = CreateBuilder(Array.FindAll(args, a => a != FirstStart));
        var settings = builder.AddPortalHost(
            logToStandardError: false,
            reader =>
            {
                builder.Services.AddPageSettings(reader);
                if (!string.Equals(reader.Text("Portal:Jobs"), bool.FalseString, StringComparison.OrdinalIgnoreCase))
                    WatchedSettings.CheckFolders(reader);
            },
            mayCreate: args.Contains(FirstStart, StringComparer.Ordinal)
        );
        builder.AddPortal(settings);
        configure?.Invoke(builder);
        var app = builder.Build();
        try
        {
            var version = await app.Services.GetRequiredService<DatabasePreparation>().PrepareAsync(cancellation);
            await app.Services.GetRequiredService<OpenedKeyFile>().OpenAsync(cancellation);
            if (settings.Demonstration && version == SchemaVersion.Same)
                await CreateDemonstrationAccountsAsync(app.Services, cancellation);
            app.UsePortal(settings);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    // A database with other units gets none of the demonstration's accounts.
    private static async Task CreateDemonstrationAccountsAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<TaijiangDemonstration>().StateAsync(cancellation) == DemonstrationState.Foreign)
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
        // Needed in every environment when run from the repository, where assets are beside their sources.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }
}
