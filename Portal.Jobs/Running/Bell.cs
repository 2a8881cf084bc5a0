using Portal.Domain.Metrics;

namespace Portal.Jobs.Running;

/// <summary>Rung when records were written in this process; wakes the one watch that waits at it.</summary>
/// <remarks>Apart from the watch itself, because whoever writes records is also what some watches work with.</remarks>
/// <typeparam name="TWatch">The watch it wakes.</typeparam>
internal sealed class Bell<TWatch>(TimeProvider clock) : IMetricDeltaSignal, IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>Returns at once: whoever writes records does not wait for a queue.</summary>
    public void Written()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It was rung already, and nobody has come yet.
        }
    }

    /// <summary>Waits until it is rung (true) or the time is over (false).</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        using var over = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        try
        {
            await _rung.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _rung.Dispose();
}
