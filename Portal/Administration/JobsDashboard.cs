using Hangfire;
using Hangfire.Dashboard;
using Portal.Domain.Access;
using Portal.Navigation;

namespace Portal.Administration;

/// <summary>Hangfire's dashboard, for administrators.</summary>
internal static class JobsDashboard
{
    /// <summary>The authorization filters of the dashboard.</summary>
    public static void AddJobsDashboard(this IServiceCollection services)
    {
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
    }

    public static void MapJobsDashboard(this IEndpointRouteBuilder routes) =>
        routes
            .MapHangfireDashboard(
                PortalUrls.Jobs,
                new DashboardOptions
                {
                    Authorization = [],
                    AppPath = PortalUrls.Home,
                    DisplayStorageConnectionString = false,
                },
                routes.ServiceProvider.GetRequiredService<JobStorage>()
            )
            .RequireAuthorization(Permissions.JobsManage);
}
