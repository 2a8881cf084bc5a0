using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Portal.Domain.Signals;

/// <summary>Adds the signals between services and processes.</summary>
public static class SignalServices
{
    /// <summary>Makes this process receive the signals of others. Several features may call it: the process listens once.</summary>
    public static void AddNotificationListener(this IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NotificationListener>());

    internal static void AddSignals(this IServiceCollection services)
    {
        services.AddSingleton<NotificationHealth>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<WakeSignals>();
    }
}
