using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace Portal.Circuits;

/// <summary>What open pages may take of the server (settings <c>Portal:Circuits</c>).</summary>
public sealed class CircuitLimits
{
    public const string Section = "Portal:Circuits";

    /// <summary>So long a page whose connection broke off is kept for its return, in seconds.</summary>
    [Range(1, 86_400)]
    public int KeptSeconds { get; set; } = 180;

    /// <summary>So many of them are kept at most, the latest: a switch that fails takes every page's connection at once.</summary>
    [Range(0, 100_000)]
    public int MostKept { get; set; } = 1_000;

    /// <summary>So many pushes a page may leave unacknowledged; it then gets none until it has caught up, and the latest figures after that.</summary>
    [Range(1, 100)]
    public int UnacknowledgedPushes { get; set; } = 4;
}

/// <summary>Tells the limits to the framework.</summary>
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
