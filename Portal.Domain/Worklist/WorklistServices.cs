using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Marks;
using Portal.Domain.Supervision.Telling;
using Portal.Domain.Worklist.Telling;

namespace Portal.Domain.Worklist;

/// <summary>Registers the list of tasks, its marks, and what the daily mail says of it.</summary>
internal static class WorklistServices
{
    public static void AddWorklist(this IServiceCollection services)
    {
        services.AddSingleton<ReadMarks>();
        services.AddSingleton<WorklistReader>();
        services.AddSingleton<IDailyTasks, DailyOrders>();
        services.AddSingleton<IDailyTasks, DailyCampaignItems>();
    }
}
