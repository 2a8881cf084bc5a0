using Hangfire;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Jobs.Metrics;

/// <summary>Queues <see cref="FlagOverdueJob"/> at the instant at which the next open record falls overdue.</summary>
/// <remarks>It polls again when records were written, and at least once a minute for signals that were lost.</remarks>
internal sealed class OverdueTimer(
    OverdueFlagger flagger,
    IBackgroundJobClient jobs,
    WakeSignals signals,
    DistrictTime time,
    TimeProvider clock,
    ILogger<OverdueTimer> log
) : PollingService(signals, clock, log)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    // The first instant after the due time; not at once again while a marked record is still being written.
    private static readonly TimeSpan s_after = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(200);

    protected override IReadOnlyList<WakeTopic> WakesOn => [WakeTopic.DeltasWritten];

    // Single cases may be committed hundreds of times a second.
    protected override TimeSpan ShortestPause => s_shortest;

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        await flagger.UnflagAsync(stop);
        if (await flagger.NextDueAsync(stop) is not { } due)
            return s_longest;
        var left = due - time.Now + s_after;
        if (left > TimeSpan.Zero)
            return left < s_longest ? left : s_longest;
        jobs.Enqueue<FlagOverdueJob>(job => job.RunAsync(CancellationToken.None));
        return s_shortest;
    }
}
