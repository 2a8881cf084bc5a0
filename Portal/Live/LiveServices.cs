using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;
using Portal.Live.Snapshots;
using Portal.Live.Views;

namespace Portal.Live;

/// <summary>Registers the services of the live pages.</summary>
internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddOptions<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MetricsFeed>();
        services.AddSingleton<IMetricsListener>(provider => provider.GetRequiredService<MetricsFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<MetricsFeed>());
        services.AddListening();
        services.AddSingleton<LiveResolver>();
        services.AddSingleton<LiveReader>();
        services.AddSingleton<LiveSnapshotCache>();
        services.AddSingleton<PushLimiter>();
    }
}
