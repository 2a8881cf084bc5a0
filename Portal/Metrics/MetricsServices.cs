namespace Portal.Metrics;

/// <summary>What the pages of figures need.</summary>
internal static class MetricsServices
{
    public static void AddMetricPages(this IServiceCollection services)
    {
        services.AddOptions<TargetOptions>().BindConfiguration(TargetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
    }
}
