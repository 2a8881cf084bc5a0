using Microsoft.Extensions.DependencyInjection;

namespace Portal.Domain.Reports;

/// <summary>What writes, renders, signs and sends reports.</summary>
internal static class ReportServices
{
    public static void AddReports(this IServiceCollection services) => ArgumentNullException.ThrowIfNull(services);
}
