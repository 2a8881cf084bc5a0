using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Outcomes;

namespace Portal.Domain.Reviews;

/// <summary>Registers bad reviews.</summary>
internal static class ReviewServices
{
    public static void AddReviews(this IServiceCollection services)
    {
        services.TryAddSingleton(ReviewLimits.Default);
        services.AddSingleton<ReviewOpener>();
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<ReviewMoves>();
        services.AddSingleton<MendedReviews>();
        services.AddSingleton<IOutcomeSource, ReviewOutcomes>();
    }
}
