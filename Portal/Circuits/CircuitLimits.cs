using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Circuits;

/// <summary>Limits of the server's memory for open pages (settings <c>Portal:Circuits</c>).</summary>
public sealed class CircuitLimits
{
    public const string Section = "Portal:Circuits";

    /// <summary>How long a disconnected circuit is kept for a reconnect; in seconds, 1 to 86,400.</summary>
    public int KeptSeconds { get; init; } = 180;

    /// <summary>
    /// The most disconnected circuits kept, the latest; a failing network switch disconnects every page at once; 0 to 100,000.
    /// </summary>
    public int MostKept { get; init; } = 1_000;

    /// <summary>
    /// The most unacknowledged render batches of a page; at the limit rendering pauses, and resumes with the latest figures; 1 to 100.
    /// </summary>
    public int UnacknowledgedPushes { get; init; } = 4;

    /// <summary>The most pages that one user has open at once (setting <c>Portal:Access:MostCircuitsPerUser</c>); 1 to 100,000.</summary>
    public int MostPerUser { get; init; } = 10;

    /// <summary>
    /// The sign-in names of wall screens (setting <c>Portal:Access:WallScreens</c>): they have any number of pages open, day and night.
    /// </summary>
    public IReadOnlySet<string> WallScreens { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Registers circuits with their limits.</summary>
internal static class CircuitHosting
{
    public static void AddCircuits(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSingleton<OpenCircuits>();
        services.AddScoped<CircuitSeat>();
        services.AddScoped<CircuitHandler, CircuitCounter>();
        services
            .AddOptions<CircuitOptions>()
            .Configure<CircuitLimits>(
                (circuits, limits) =>
                {
                    circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(limits.KeptSeconds);
                    circuits.DisconnectedCircuitMaxRetained = limits.MostKept;
                    circuits.MaxBufferedUnacknowledgedRenderBatches = limits.UnacknowledgedPushes;
                }
            );
    }
}
