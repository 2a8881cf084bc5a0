using System.Linq.Expressions;
using Hangfire;
using Hangfire.Storage;
using Portal.Domain.Shared;
using Portal.Jobs.Calendar;
using Portal.Jobs.Figures;
using Portal.Jobs.Mail;
using Portal.Jobs.Metrics;
using Portal.Jobs.Reports;
using Portal.Jobs.Reviews;
using Portal.Jobs.Running;
using Portal.Jobs.Supervision;
using Portal.Jobs.Webhooks;

namespace Portal.Jobs;

/// <summary>Every schedule of the portal, in one table. Times are the district's.</summary>
/// <remarks>Urgent jobs do not wait for a schedule: a watch queues them, and the run of every minute is the fallback.</remarks>
public sealed class JobSchedule(DistrictTime time)
{
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(10);

    private const string EveryMinute = "* * * * *";
    private const string EveryMorning = "0 8 * * *";
    private const string EveryNight = "20 3 * * *";

    // Once a day would do; repeated each hour, so that a process that was down at the first hour misses no day.
    private const string InOfficeHours = "30 8-17 * * *";

    private static readonly Entry[] s_table =
    [
        Entry.For<AggregateMetricsJob>("aggregate-metrics", EveryMinute, JobQueues.Figures, job => job.RunAsync(CancellationToken.None)),
        Entry.For<FlagOverdueJob>("flag-overdue", EveryMinute, JobQueues.Figures, job => job.RunAsync(CancellationToken.None)),
        Entry.For<IssueCardsJob>("issue-cards", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<EscalateCardsJob>("escalate-cards", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<TellCardsJob>("tell-cards", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<OpenReviewsJob>("open-reviews", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<RederiveRecordsJob>("rederive-records", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<CheckCalendarJob>("check-calendar", EveryMorning, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<RemindFiguresJob>("remind-figures", InOfficeHours, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<BuildReportsJob>("build-reports", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<SendReportsJob>("send-reports", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<SendMailJob>("send-mail", EveryMinute, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<TrimReadMarksJob>("trim-read-marks", EveryNight, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
        Entry.For<TrimWebhooksJob>("trim-webhooks", EveryNight, JobQueues.Default, job => job.RunAsync(CancellationToken.None)),
    ];

    /// <summary>The names of all scheduled jobs.</summary>
    public static IEnumerable<string> Names => s_table.Select(entry => entry.Name);

    /// <summary>
    /// Adds or changes every entry, and plans those anew whose next run is further ahead than it can be: it was planned before the clock
    /// was set back, and the job would not run until the clock is there again.
    /// </summary>
    public void WriteTo(JobStorage storage, IRecurringJobManager recurring)
    {
        // The queue reads the machine's clock.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using (var connection = storage.GetConnection())
        {
            var planned = connection.GetRecurringJobs().ToDictionary(job => job.Id, job => job.NextExecution, StringComparer.Ordinal);
            foreach (var entry in s_table.Where(entry => planned.GetValueOrDefault(entry.Name) > now + entry.Longest + s_clockTolerance))
                recurring.RemoveIfExists(entry.Name);
        }
        WriteTo(recurring);
    }

    /// <summary>
    /// Adds or changes every entry. An entry that an older version scheduled under another name stays until it is removed by hand.
    /// </summary>
    private void WriteTo(IRecurringJobManager recurring)
    {
        var options = new RecurringJobOptions { TimeZone = time.Zone, MisfireHandling = MisfireHandlingMode.Relaxed };
        foreach (var entry in s_table)
            entry.Add(recurring, options);
    }

    /// <param name="Name">The name in the queue.</param>
    /// <param name="Longest">The longest time from one run to the next.</param>
    /// <param name="Add">Adds it to the queue, or changes it there.</param>
    private sealed record Entry(string Name, TimeSpan Longest, Action<IRecurringJobManager, RecurringJobOptions> Add)
    {
        public static Entry For<TJob>(string name, string cron, string queue, Expression<Func<TJob, Task>> run) =>
            new(
                name,
                cron == EveryMinute ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(1),
                (recurring, options) => recurring.AddOrUpdate(name, queue, run, cron, options)
            );
    }
}
