using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Portal.Domain.Storage;

/// <summary>Adds the services that watch the storage while a process runs.</summary>
public static class StorageServices
{
    /// <summary>Looks at short intervals whether the storage can be written to, and once a day at all pages of a SQLite file.</summary>
    public static IServiceCollection AddStorageMonitor(this IServiceCollection services)
    {
        services.AddSingleton<IHostedService, StorageMonitor>();
        services.AddSingleton<IHostedService, PageCheckService>();
        return services;
    }

    internal static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<StorageProbe>();
        services.AddSingleton<DiskSpace>();
    }
}
