using System.Globalization;
using Portal.Domain.Data;
using Portal.Jobs.Hosting;

namespace Portal.CommandLine;

/// <summary>The portal without pages and jobs, for the length of one command. Logs go to standard error, so that standard output is the command's.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly IHost _host;

    private CommandHost(IHost host) => _host = host;

    public static CommandHost Create(string[] settings)
    {
        // Whoever works with the portal on a command line reads English messages, whatever the machine speaks.
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = PortalHost.Arguments(settings), ContentRootPath = AppContext.BaseDirectory }
        );
        builder.AddPortalHost(logToStandardError: true);
        return new(builder.Build());
    }

    /// <summary>The same with the database brought up to date.</summary>
    public static async Task<CommandHost> CreateWithDatabaseAsync(string[] settings, CancellationToken cancellation)
    {
        var host = Create(settings);
        await host.Get<DatabasePreparation>().RunAsync(cancellation);
        return host;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}
