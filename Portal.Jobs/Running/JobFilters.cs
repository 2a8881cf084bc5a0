using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Portal.Domain.Data.Faults;

namespace Portal.Jobs.Running;

/// <summary>Filters of every job: retries after a failure, and early removal of finished jobs.</summary>
internal sealed class JobFilters : JobFilterAttribute, IApplyStateFilter
{
    /// <summary>How long a finished job is kept. Several jobs a second must not fill the memory.</summary>
    public static readonly TimeSpan FinishedKept = TimeSpan.FromMinutes(10);

    /// <summary>The filters of a process; a job's own attribute takes precedence.</summary>
    public static IJobFilterProvider Create(JobsOptions options, StorageState storage) =>
        new JobFilterProviderCollection(
            new JobFilterAttributeFilterProvider(),
            new JobFilterCollection
            {
                new JobFilters(),
                new StorageFilter(storage),
                new AutomaticRetryAttribute { Attempts = options.Retries },
            }
        );

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = FinishedKept;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        // OnStateApplied did nothing.
    }
}
