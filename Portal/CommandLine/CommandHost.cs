using System.Globalization;
using Portal.Domain.Data;
using Portal.Jobs.Hosting;

namespace Portal.CommandLine;

/// <summary>
/// The portal's services without pages and jobs, for one command. Logs go to standard error; standard output has only the command's.
/// </summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly IHost _host;

    private CommandHost(IHost host) => _host = host;

    public static CommandHost Create(string[] settings)
    {
        // Messages of commands are in English, whatever the machine's language.
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = PortalHost.Arguments(settings), ContentRootPath = AppContext.BaseDirectory }
        );
        builder.AddPortalHost(logToStandardError: true);
        return new(builder.Build());
    }

    /// <summary>Creates the host and migrates the database.</summary>
    public static async Task<CommandHost> CreateWithDatabaseAsync(string[] settings, CancellationToken cancellation)
    {
        var host = Create(settings);
        try
        {
            await host.Get<DatabasePreparation>().RunAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync(); // gives the file back to commands that need it alone
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}
