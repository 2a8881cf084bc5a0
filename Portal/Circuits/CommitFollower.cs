using Portal.Domain.Signals;

namespace Portal.Circuits;

/// <summary>Calls a page after commits, once for all of a moment: they come in bursts.</summary>
/// <remarks>Signals of a topic arrive at the committing thread, which returns at once. Ends when it is disposed.</remarks>
internal sealed class CommitFollower : IDisposable
{
    private static readonly TimeSpan s_burst = TimeSpan.FromSeconds(1);

    private readonly ComponentLifetime _gone = new();
    private readonly TimeProvider _clock;
    private readonly Func<Task> _show;
    private readonly IDisposable _signals;
    private int _isWaiting;

    /// <param name="signals">The process's signals.</param>
    /// <param name="topic">What the page shows.</param>
    /// <param name="clock">Measures the moment.</param>
    /// <param name="show">Reads again and renders, on the page's own thread; deals with its own failures.</param>
    public CommitFollower(WakeSignals signals, WakeTopic topic, TimeProvider clock, Func<Task> show)
    {
        (_clock, _show) = (clock, show);
        _signals = signals.Subscribe(topic, _ => Follow());
    }

    public void Dispose()
    {
        _signals.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    // Not awaited: the page shows its own failures.
    private void Follow() => _ = FollowAsync();

    private async Task FollowAsync()
    {
        if (Interlocked.Exchange(ref _isWaiting, 1) == 1)
            return;
        try
        {
            await Task.Delay(s_burst, _clock, _gone.Token);
            Interlocked.Exchange(ref _isWaiting, 0);
            await _show();
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
