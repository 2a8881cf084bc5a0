namespace Portal.Reports;

/// <summary>What the pages of reports need.</summary>
internal static class ReportPagesServices
{
    public static void AddReportPages(this IServiceCollection services) => services.AddSingleton<ReportUnits>();
}
