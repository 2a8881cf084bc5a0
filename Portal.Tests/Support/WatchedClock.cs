using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Tests.Support;

/// <summary>
/// A clock that a test moves and that reports the duration of each wait: a test knows that a loop has begun its next wait, and moves on
/// without
/// sleeping.
/// </summary>
public sealed class WatchedClock() : FakeTimeProvider(SampleData.Now)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>How far the time of day is set ahead; timestamps and timers go on unmoved, as those of a machine do.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    /// <summary>The duration of the next wait on this clock.</summary>
    public Task<TimeSpan> NextWaitAsync() =>
        _waits
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
