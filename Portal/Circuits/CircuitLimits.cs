using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Portal.Circuits;

/// <summary>Limits of the server's memory for open pages (settings <c>Portal:Circuits</c>).</summary>
public sealed class CircuitLimits
{
    public const string Section = "Portal:Circuits";

    /// <summary>How long a disconnected circuit is kept for a reconnect, in seconds.</summary>
    [Range(1, 86_400)]
    public int KeptSeconds { get; set; } = 180;

    /// <summary>The most disconnected circuits kept, the latest; a failing network switch disconnects every page at once.</summary>
    [Range(0, 100_000)]
    public int MostKept { get; set; } = 1_000;

    /// <summary>
    /// The most unacknowledged render batches of a page; it then gets none until it has caught up, and the latest figures after that.
    /// </summary>
    [Range(1, 100)]
    public int UnacknowledgedPushes { get; set; } = 4;
}

/// <summary>Registers circuits with their limits.</summary>
internal static class CircuitHosting
{
    public static void AddCircuits(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddOptions<CircuitLimits>().BindConfiguration(CircuitLimits.Section).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddOptions<CircuitOptions>()
            .Configure<IOptions<CircuitLimits>>(
                (circuits, limits) =>
                {
                    circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(limits.Value.KeptSeconds);
                    circuits.DisconnectedCircuitMaxRetained = limits.Value.MostKept;
                    circuits.MaxBufferedUnacknowledgedRenderBatches = limits.Value.UnacknowledgedPushes;
                }
            );
    }
}
