using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Outcomes;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Events;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Telling;

namespace Portal.Domain.Supervision;

/// <summary>Registers rules and cards.</summary>
internal static class SupervisionServices
{
    public static void AddSupervision(this IServiceCollection services)
    {
        services.AddSingleton<CardEvents>();
        services.AddSingleton<CardIssuer>();
        services.AddSingleton<CardReader>();
        services.AddSingleton<IOutcomeSource, CardOutcomes>();
        services.AddSingleton<CardMoves>();
        services.AddSingleton<CardBatches>();
        services.AddSingleton<CardEscalations>();
        services.AddSingleton<CardDigests>();
        services.AddSingleton<WarningRules>();
        services.AddSingleton<UnitHoursSettings>();
    }
}
