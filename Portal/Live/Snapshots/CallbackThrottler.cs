using System.Globalization;
using Portal.Domain.Data;

namespace Portal.Live.Snapshots;

/// <summary>Calls back after a signal, at once if it may, never more often than agreed and never twice at a time; a burst becomes one call after it.</summary>
/// <remarks>The callback runs in the culture in which it was given; what it throws is handed on, never lost, and it is called again after <see cref="RestAfterFailure"/>.</remarks>
internal sealed class CallbackThrottler : IDisposable
{
    /// <summary>A store that was away for a moment must not leave a view behind until the next change.</summary>
    public static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    private readonly Func<Task> _callback;
    private readonly Func<TimeSpan> _atMostEvery;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _failed;
    private readonly (CultureInfo Formats, CultureInfo Texts) _culture = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long? _lastCall;
    private bool _due;
    private bool _running;
    private bool _signalledMeanwhile;
    private bool _disposed;

    public CallbackThrottler(Func<Task> callback, TimeSpan atMostEvery, TimeProvider clock, Action<Exception> failed)
        : this(callback, () => atMostEvery, clock, failed) { }

    /// <param name="callback">What is called.</param>
    /// <param name="atMostEvery">Asked before every call: how much later than the last one it may be.</param>
    /// <param name="clock">The time.</param>
    /// <param name="failed">Is handed what the callback throws.</param>
    public CallbackThrottler(Func<Task> callback, Func<TimeSpan> atMostEvery, TimeProvider clock, Action<Exception> failed)
    {
        (_callback, _atMostEvery, _clock, _failed) = (callback, atMostEvery, clock, failed);
        // The subscriber's own context (a request, a circuit's culture) must not travel with the timer.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(_ => _ = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Something happened. Returns at once.</summary>
    public void Signal()
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (_disposed || _due)
                return;
            if (_running)
            {
                _signalledMeanwhile = true;
                return;
            }
            _due = true;
            wait = Wait();
        }
        Schedule(wait);
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _timer.Dispose();
    }

    private async Task RunAsync()
    {
        lock (_gate)
        {
            _due = false;
            if (_disposed)
                return;
            (_running, _signalledMeanwhile, _lastCall) = (true, false, _clock.GetTimestamp());
        }
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _culture;
        var failed = false;
        try
        {
            await _callback();
        }
        catch (Exception exception)
        {
            _failed(exception);
            failed = true;
        }
        GoOn(failed);
    }

    private void GoOn(bool failed)
    {
        TimeSpan wait;
        lock (_gate)
        {
            _running = false;
            if (!(_signalledMeanwhile || failed) || _disposed)
                return;
            // While it only rests, a signal still brings the call forward.
            _due = _signalledMeanwhile;
            wait = _due ? Wait() : RestAfterFailure;
        }
        Schedule(wait);
    }

    // Outside the lock: a clock may call back before it returns.
    private void Schedule(TimeSpan wait)
    {
        try
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed between the lock and here: nobody waits for the call any more.
        }
    }

    private TimeSpan Wait()
    {
        if (_lastCall is not { } last)
            return TimeSpan.Zero;
        var left = _atMostEvery() - _clock.GetElapsedTime(last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
