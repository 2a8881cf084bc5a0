using Hangfire;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Issuing;

namespace Portal.Jobs.Supervision;

/// <summary>
/// Queues <see cref="IssueCardsJob"/> at the instant at which the next rule speaks of a record, and soon after records have changed.
/// </summary>
/// <remarks>It polls again when records were written, and at least once a minute for signals that were lost.</remarks>
internal sealed class CardTimer(
    CardIssuer issuer,
    IBackgroundJobClient jobs,
    WakeSignals signals,
    DistrictTime time,
    TimeProvider clock,
    ILogger<CardTimer> log
) : PollingService(signals, clock, log)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    // An import writes often: its records are followed together. Nor is the job queued again while it runs.
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(200);

    private long? _queued;

    protected override IReadOnlyList<WakeTopic> WakesOn => [WakeTopic.DeltasWritten, WakeTopic.CardsChanged];

    // Single cases may be committed hundreds of times a second.
    protected override TimeSpan ShortestPause => s_soon;

    protected override bool OnWoken() => _queued is not { } since || Clock.GetElapsedTime(since) >= s_shortest;

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        if (await issuer.HasNewsAsync(stop))
            return Queue();
        if (await issuer.NextAsync(stop) is not { } next)
            return s_longest;
        var left = next - time.Now;
        if (left <= TimeSpan.Zero)
            return Queue();
        return left < s_longest ? left : s_longest;
    }

    private TimeSpan Queue()
    {
        jobs.Enqueue<IssueCardsJob>(job => job.RunAsync(CancellationToken.None));
        _queued = Clock.GetTimestamp();
        return s_shortest;
    }
}
