using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Portal.Jobs.Running;

/// <summary>What holds for every job: it is tried again after a failure, and forgotten soon after it is done.</summary>
internal sealed class JobFilters : JobFilterAttribute, IApplyStateFilter
{
    /// <summary>How long a finished job can be seen. Several a second must not fill the memory.</summary>
    public static readonly TimeSpan FinishedKept = TimeSpan.FromMinutes(10);

    /// <summary>The filters of a process; a job's own attribute goes before them.</summary>
    public static IJobFilterProvider Create(JobsOptions options) =>
        new JobFilterProviderCollection(
            new JobFilterAttributeFilterProvider(),
            new JobFilterCollection
            {
                new JobFilters(),
                new AutomaticRetryAttribute { Attempts = options.Retries },
            }
        );

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) => context.JobExpirationTimeout = FinishedKept;

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        // Nothing was done on the way in.
    }
}
