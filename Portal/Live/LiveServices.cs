using Portal.Domain.Signals;
using Portal.Live.Snapshots;
using Portal.Live.Views;

namespace Portal.Live;

/// <summary>Registers the services of the live pages.</summary>
internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<MetricsFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsFeed>());
        services.AddNotificationListener();
        services.AddSingleton<LiveResolver>();
        services.AddSingleton<LiveReader>();
        services.AddSingleton<LiveSnapshotCache>();
        services.AddSingleton<PushLimiter>();
    }
}
