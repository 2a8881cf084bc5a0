using Portal.Domain.Metrics.Folding;

namespace Portal.Jobs.Running;

/// <summary>Rung when records were written in this process; wakes the one watch that waits at it.</summary>
/// <remarks>Apart from the watch itself, because whoever writes records is also what some watches work with.</remarks>
/// <typeparam name="TWatch">The watch it wakes.</typeparam>
internal sealed class Bell<TWatch>(TimeProvider clock) : IMetricDeltaSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _waiting;
    private bool _rung;

    /// <summary>Returns at once: whoever writes records does not wait for a queue.</summary>
    public void Written()
    {
        lock (_gate)
        {
            // Nobody waits, or has waited long enough: whoever comes next hears it.
            if (_waiting?.TrySetResult(true) != true)
                _rung = true;
        }
    }

    /// <summary>Waits until it is rung (true) or the time is over (false); that time is over, four times a second, throws nothing.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_rung)
            {
                _rung = false;
                return true;
            }
            _waiting = waiting;
        }
        await using var over = clock.CreateTimer(_ => waiting.TrySetResult(false), null, atMost, Timeout.InfiniteTimeSpan);
        await using var stopped = stop.Register(() => waiting.TrySetCanceled(stop));
        return await waiting.Task;
    }
}
