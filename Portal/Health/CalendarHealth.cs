using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Health;

/// <summary>Checks that the calendar has this year and, from October, the next. Without them due times are provisional.</summary>
internal sealed class CalendarHealth(IReferenceReader references, DistrictTime time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = CalendarCoverage.Missing((await references.GetAsync(cancellationToken)).Calendar, time.Today);
        var years = string.Join(", ", missing.Select(y => y.ToString(CultureInfo.InvariantCulture)));
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"The calendar lacks {years}.", data: HealthDetails.Of(years));
    }
}
