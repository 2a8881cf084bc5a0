using Hangfire;
using Portal.Domain.Reviews;
using Portal.Jobs.Running;

namespace Portal.Jobs.Reviews;

/// <summary>
/// Opens a review for each new rating of 1 or 2. Safe to repeat and to run twice at once: record and episode of a review are unique.
/// </summary>
/// <remarks>Every minute is soon enough: the shortest limit of a review is a working day.</remarks>
[Queue(JobQueues.Default)]
public sealed class OpenReviewsJob(ReviewOpener reviews)
{
    public Task RunAsync(CancellationToken stop) => reviews.RunAsync(stop);
}
