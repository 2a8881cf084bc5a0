using System.Globalization;
using Portal.Domain;
using Portal.Domain.Storage;
using Serilog;
using Serilog.Events;

namespace Portal.Jobs.Hosting;

/// <summary>The base of every process of the portal: its settings, its log, the domain.</summary>
public static class PortalHost
{
    /// <summary>The arguments of a process and its configuration. Settings are read once: a change needs a restart.</summary>
    public static string[] Arguments(string[] args) => ["--hostBuilder:reloadConfigOnChange=false", .. args];

    /// <summary>Reads the settings of the builder and registers the services that they configure.</summary>
    /// <param name="builder">
    /// Made with the folder of the binaries as its content root, where the root <c>appsettings.json</c> is copied to.
    /// </param>
    /// <param name="logToStandardError">Keeps standard output for the result of a command.</param>
    /// <param name="readMore">Reads the settings that only this kind of process has.</param>
    /// <param name="mayCreate">A database that is not there may be made. In Development it always may.</param>
    /// <exception cref="SettingsException">Some setting is wrong; all of them are named.</exception>
    public static PortalSettings AddPortalHost(
        this IHostApplicationBuilder builder,
        bool logToStandardError,
        Action<SettingsReader>? readMore = null,
        bool mayCreate = false
    )
    {
        var settings = PortalSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), readMore);
        settings = settings with { Database = settings.Database with { MayCreate = mayCreate || IsDevelopment(builder) } };
        builder.Services.AddSerilog(
            (_, log) =>
                log
                    .ReadFrom.Configuration(builder.Configuration)
                    .WriteTo.Console(
                        formatProvider: CultureInfo.InvariantCulture,
                        standardErrorFromLevel: logToStandardError ? LogEventLevel.Verbose : null
                    )
        );
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.KeyFile);
        builder.Services.AddSingleton(settings.Jobs);
        builder.Services.AddSingleton(settings.Imports);
        builder.Services.AddSingleton(settings.ImportLimits);
        builder.Services.AddSingleton(settings.Watched);
        builder.Services.AddSingleton(settings.Mail);
        builder.Services.AddSingleton(settings.Webhooks);
        builder.Services.AddSingleton(settings.Reports);
        builder.Services.AddSingleton(settings.Reviews);
        builder.Services.AddPortalDomain(settings.Database, settings.Zone);
        builder.Services.AddStorageMonitor();
        return settings;
    }

    // Commands have a host that does not read the variable of web servers, which `dotnet run` sets.
    private static bool IsDevelopment(IHostApplicationBuilder builder) =>
        builder.Environment.IsDevelopment() || Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == Environments.Development;

    /// <summary>Writes every problem of the settings to standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Explain(SettingsException wrong)
    {
        Console.Error.WriteLine("The settings are wrong; nothing was started.");
        foreach (var problem in wrong.Problems)
            Console.Error.WriteLine("  " + problem);
        return 1;
    }
}
