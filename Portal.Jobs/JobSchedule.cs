using System.Linq.Expressions;
using Hangfire;
using Portal.Domain.Shared;
using Portal.Jobs.Calendar;
using Portal.Jobs.Figures;
using Portal.Jobs.Mail;
using Portal.Jobs.Metrics;
using Portal.Jobs.Reports;
using Portal.Jobs.Running;

namespace Portal.Jobs;

/// <summary>Every schedule of the portal, in one table. Times are the district's.</summary>
/// <remarks>Urgent jobs do not wait for a schedule: a watch queues them, and the run of every minute is the fallback.</remarks>
public sealed class JobSchedule(DistrictTime time)
{
    private const string EveryMinute = "* * * * *";
    private const string EveryMorning = "0 8 * * *";

    // Once a day would do; repeated each hour, so that a process that was down at the first hour misses no day.
    private const string InOfficeHours = "30 8-17 * * *";

    private static readonly Entry[] s_table =
    [
        Entry.For<AggregateMetricsJob>("aggregate-metrics", EveryMinute, JobQueues.Figures, job => job.RunAsync(CancellationToken.None)),
        Entry.For<FlagOverdueJob>("flag-overdue", EveryMinute, JobQueues.Figures, job => job.RunAsync(CancellationToken.None)),
        Entry.For<CheckCalendarJob>("check-calendar", EveryMorning, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<RemindFiguresJob>("remind-figures", InOfficeHours, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<BuildReportsJob>("build-reports", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<SendReportsJob>("send-reports", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<SendMailJob>("send-mail", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
    ];

    /// <summary>The names of all scheduled jobs.</summary>
    public static IEnumerable<string> Names => s_table.Select(entry => entry.Name);

    /// <summary>
    /// Adds or changes every entry. An entry that an older version scheduled under another name stays until it is removed by hand.
    /// </summary>
    public void WriteTo(IRecurringJobManager recurring)
    {
        var options = new RecurringJobOptions { TimeZone = time.Zone, MisfireHandling = MisfireHandlingMode.Relaxed };
        foreach (var entry in s_table)
            entry.Add(recurring, options);
    }

    private sealed record Entry(string Name, Action<IRecurringJobManager, RecurringJobOptions> Add)
    {
        public static Entry For<TJob>(string name, string cron, string queue, Expression<Func<TJob, Task>> run) =>
            new(name, (recurring, options) => recurring.AddOrUpdate(name, queue, run, cron, options));
    }
}
