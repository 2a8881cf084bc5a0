using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Shared;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Queues <see cref="FlagOverdueJob"/> at the instant at which the next open record falls overdue.</summary>
/// <remarks>It looks again when records were written here, and at least once a minute for those that other processes wrote.</remarks>
internal sealed partial class OverdueTimer(
    OverdueFlagger flagger,
    IBackgroundJobClient jobs,
    Bell<OverdueTimer> bell,
    DistrictTime time,
    TimeProvider clock,
    ILogger<OverdueTimer> log
) : BackgroundService
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    // The instant after the last that is in time; and not at once again while a marked record is still being written.
    private static readonly TimeSpan s_after = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(await NextAsync(stoppingToken), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, e);
                await Task.Delay(s_longest / 4, clock, stoppingToken);
            }
        }
    }

    /// <summary>Queues the job when something is past due, and says how long to wait for the next.</summary>
    private async Task<TimeSpan> NextAsync(CancellationToken stop)
    {
        if (await flagger.NextDueAsync(stop) is not { } due)
            return s_longest;
        var left = due - time.Now + s_after;
        if (left > TimeSpan.Zero)
            return left < s_longest ? left : s_longest;
        jobs.Enqueue<FlagOverdueJob>(job => job.RunAsync(CancellationToken.None));
        return s_shortest;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Waiting for the next overdue record failed; it goes on.")]
    private static partial void LogFailure(ILogger log, Exception exception);
}
