namespace Portal.Domain.Signals;

/// <summary>Blocks one waiting loop until it is set or a time is over. When set without a waiting loop, the next wait passes.</summary>
internal sealed class WakeLatch(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _waiting;
    private bool _set;

    /// <summary>Returns at once: the waiting loop continues on another thread.</summary>
    public void Set()
    {
        lock (_gate)
        {
            // Without a wait, or when its time is over already, the next wait passes.
            if (_waiting?.TrySetResult(true) != true)
                _set = true;
        }
    }

    /// <summary>
    /// Waits until it is set (true) or the time is over (false). The end of the time throws nothing: it comes four times a second.
    /// </summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_set)
            {
                _set = false;
                return true;
            }
            _waiting = waiting;
        }
        await using var over = clock.CreateTimer(_ => waiting.TrySetResult(false), null, atMost, Timeout.InfiniteTimeSpan);
        await using var stopped = stop.Register(() => waiting.TrySetCanceled(stop));
        return await waiting.Task;
    }
}
