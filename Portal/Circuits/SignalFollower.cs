using Portal.Domain.Signals;

namespace Portal.Circuits;

/// <summary>Lets a page read again after commits of one topic: once for all signals of a burst.</summary>
public sealed class SignalFollower : IDisposable
{
    // Commits come in bursts; a page reads once for all of a burst.
    private static readonly TimeSpan s_burst = TimeSpan.FromSeconds(1);

    private readonly ComponentLifetime _gone = new();
    private readonly IDisposable _subscription;
    private readonly TimeProvider _clock;
    private readonly Func<Task> _read;
    private int _isWaiting;

    /// <param name="signals">The signals.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="clock">Measures the burst.</param>
    /// <param name="read">Reads and shows. It handles its own failures: nobody awaits it.</param>
    public SignalFollower(WakeSignals signals, WakeTopic topic, TimeProvider clock, Func<Task> read)
    {
        (_clock, _read) = (clock, read);
        // Not awaited: the committing thread must return at once.
        _subscription = signals.Subscribe(topic, argument => _ = FollowAsync());
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task FollowAsync()
    {
        if (Interlocked.Exchange(ref _isWaiting, 1) == 1)
            return;
        try
        {
            await Task.Delay(s_burst, _clock, _gone.Token);
            Interlocked.Exchange(ref _isWaiting, 0);
            await _read();
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        catch (ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
