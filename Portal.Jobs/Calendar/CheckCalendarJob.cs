using Hangfire;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Jobs.Running;

namespace Portal.Jobs.Calendar;

/// <summary>Logs every morning the years that are missing in the calendar of working days; the health report has the same.</summary>
[Queue(JobQueues.Default)]
public sealed partial class CheckCalendarJob(IReferenceReader references, DistrictTime time, ILogger<CheckCalendarJob> log)
{
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var year in CalendarCoverage.Missing((await references.GetAsync(stop)).Calendar, time.Today))
            LogMissing(log, year);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The calendar lacks {Year}: due times that touch it are provisional. Import that year's notice."
    )]
    private static partial void LogMissing(ILogger log, int year);
}
