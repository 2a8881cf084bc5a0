using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Evidence;
using Portal.Domain.Outcomes;

namespace Portal.Domain.Rectifications;

/// <summary>Registers rectification orders and their evidence.</summary>
internal static class RectificationServices
{
    public static void AddRectifications(this IServiceCollection services)
    {
        services.TryAddSingleton(EvidenceLimits.Default);
        services.AddSingleton<EvidenceReceiver>();
        services.AddSingleton<RectificationReader>();
        services.AddSingleton<IOutcomeSource, RectificationOutcomes>();
        services.AddSingleton<RectificationMoves>();
        services.AddSingleton<RectificationEvidence>();
    }
}
