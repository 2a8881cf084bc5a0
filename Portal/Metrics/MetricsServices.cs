namespace Portal.Metrics;

/// <summary>Registers the settings of the pages of metrics.</summary>
internal static class MetricsServices
{
    public static void AddMetricPages(this IServiceCollection services)
    {
        services.AddOptions<TargetOptions>().BindConfiguration(TargetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
    }
}
