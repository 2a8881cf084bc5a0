using System.Globalization;

namespace Portal.Live.Snapshots;

/// <summary>
/// Calls a callback after a signal: at once, or after the minimum interval since the last call. Calls never overlap, and a burst of signals
/// during a call causes one more call.
/// </summary>
/// <remarks>
/// The callback runs in the culture of the constructor's caller. An exception of the callback goes to the failure handler, and the callback
/// is called again after <see cref="RestAfterFailure"/>.
/// </remarks>
internal sealed class CallbackThrottler : IDisposable
{
    /// <summary>The delay before a failed callback is retried, so that a view does not stay outdated until the next change.</summary>
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

    /// <param name="callback">The callback.</param>
    /// <param name="atMostEvery">Gives the minimum interval between two calls; evaluated before every call.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="failed">Handles exceptions of the callback.</param>
    public CallbackThrottler(Func<Task> callback, Func<TimeSpan> atMostEvery, TimeProvider clock, Action<Exception> failed)
    {
        (_callback, _atMostEvery, _clock, _failed) = (callback, atMostEvery, clock, failed);
        // The timer must not capture the subscriber's execution context (a request, a circuit's culture).
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(_ => _ = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Requests a call. Returns at once.</summary>
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
        ScheduleNext(failed);
    }

    private void ScheduleNext(bool failed)
    {
        TimeSpan wait;
        lock (_gate)
        {
            _running = false;
            if (!(_signalledMeanwhile || failed) || _disposed)
                return;
            // During the delay after a failure, a signal still brings the call forward.
            _due = _signalledMeanwhile;
            wait = _due ? Wait() : RestAfterFailure;
        }
        Schedule(wait);
    }

    // Outside the lock: a test clock may run the timer's callback before Change returns.
    private void Schedule(TimeSpan wait)
    {
        try
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed between the lock and here: the call is not needed any more.
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
