using System.Globalization;
using Portal.Domain;
using Serilog;
using Serilog.Events;

namespace Portal.Jobs.Hosting;

/// <summary>What every process of the portal is built on: its settings, its log, the domain.</summary>
public static class PortalHost
{
    /// <summary>The arguments of a process, and what the portal adds: settings are read once, since nobody expects half of them to change under a running process.</summary>
    public static string[] Arguments(string[] args) => ["--hostBuilder:reloadConfigOnChange=false", .. args];

    /// <summary>Reads the settings of the builder and adds what they say.</summary>
    /// <param name="builder">Made with the folder of the binaries as its content root, where the root <c>appsettings.json</c> is copied to.</param>
    /// <param name="logToStandardError">Keeps standard output for what a command prints.</param>
    /// <param name="readMore">Reads the settings that only this kind of process has.</param>
    /// <exception cref="SettingsException">Some setting is wrong; all of them are named.</exception>
    public static PortalSettings AddPortalHost(
        this IHostApplicationBuilder builder,
        bool logToStandardError,
        Action<SettingsReader>? readMore = null
    )
    {
        var settings = PortalSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), readMore);
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
        builder.Services.AddSingleton(settings.Jobs);
        builder.Services.AddSingleton(settings.Imports);
        builder.Services.AddSingleton(settings.Mail);
        builder.Services.AddSingleton(settings.Reports);
        builder.Services.AddPortalDomain(settings.Database, settings.Zone);
        return settings;
    }

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
