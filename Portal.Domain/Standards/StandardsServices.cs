using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;

namespace Portal.Domain.Standards;

/// <summary>Registers standards of service points and stationing.</summary>
internal static class StandardsServices
{
    public static void AddStandards(this IServiceCollection services)
    {
        services.AddSingleton<StandardsReader>();
        services.AddSingleton<StandardMoves>();
    }
}
