using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Metrics.Folding;

namespace Portal.Jobs.Running;

/// <summary>Keeps the process listening to what others tell.</summary>
internal sealed class Listening(NewsListener listener) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => listener.RunAsync(stoppingToken);
}

/// <summary>Whoever shows figures or folds them listens; a process that does both listens once.</summary>
public static class ListeningServices
{
    public static void AddListening(this IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Listening>());
}
