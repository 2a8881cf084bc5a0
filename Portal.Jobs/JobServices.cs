namespace Portal.Jobs;

/// <summary>Puts the jobs together, by feature.</summary>
public static class JobServices
{
    public static IServiceCollection AddPortalJobs(this IServiceCollection services) => services;
}
