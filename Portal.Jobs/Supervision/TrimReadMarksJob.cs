using Hangfire;
using Portal.Domain.Marks;
using Portal.Jobs.Running;

namespace Portal.Jobs.Supervision;

/// <summary>Removes old marks of what people have read. Safe to repeat and to run twice at once.</summary>
[Queue(JobQueues.Default)]
public sealed class TrimReadMarksJob(ReadMarks marks)
{
    public Task RunAsync(CancellationToken stop) => marks.TrimAsync(stop);
}
