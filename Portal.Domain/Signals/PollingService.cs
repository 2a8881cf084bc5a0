using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Domain.Signals;

/// <summary>Polls at an interval, and early when a signal wakes it. The one loop of every service that watches the store.</summary>
/// <remarks>
/// A failure is logged once until a poll succeeds again; polls that fail in a row follow at pauses that double from 250 ms up to
/// <see cref="LongestPause"/>. Time is that of the <see cref="TimeProvider"/>, so tests advance it instead of sleeping.
/// </remarks>
public abstract partial class PollingService(WakeSignals signals, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);

    private readonly WakeLatch _latch = new(clock);
    private int _failures;
    private volatile bool _pollNow;

    protected WakeSignals Signals => signals;

    protected TimeProvider Clock => clock;

    protected ILogger Log => log;

    /// <summary>The topics that wake the service; none by default.</summary>
    protected virtual IReadOnlyList<WakeTopic> WakesOn => [];

    /// <summary>The shortest time between two polls: signals that come earlier are served together at its end. None by default.</summary>
    protected virtual TimeSpan ShortestPause => TimeSpan.Zero;

    /// <summary>The longest pause between two polls that fail.</summary>
    protected virtual TimeSpan LongestPause => TimeSpan.FromSeconds(2);

    /// <summary>Does the work once. Called at the start, when the returned time is over, and after signals; never twice at once.</summary>
    /// <returns>How long to wait for the next poll.</returns>
    protected abstract Task<TimeSpan> PollAsync(CancellationToken stop);

    /// <summary>Called when a signal of <see cref="WakesOn"/> woke the service; several signals in a row may wake it once.</summary>
    /// <returns>Whether to poll at once, as by default; otherwise the next poll comes at the time it was due.</returns>
    protected virtual bool OnWoken() => true;

    /// <summary>
    /// Ends a row of failures. Called after each poll that returns; a poll that lasts calls it itself when its work is under way.
    /// </summary>
    protected void ReportSuccess()
    {
        if (_failures > 0)
            LogRecovery(log, GetType().Name);
        _failures = 0;
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var link = signals.Subscribe(WakeTopic.LinkChanged, _ => PollNow());
        var topics = WakesOn.Select(topic => signals.Subscribe(topic, _ => _latch.Set())).ToList();
        try
        {
            while (true)
                await PollAndWaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        finally
        {
            topics.ForEach(topic => topic.Dispose());
        }
    }

    private async Task PollAndWaitAsync(CancellationToken stop)
    {
        try
        {
            _pollNow = false;
            var pause = await PollAsync(stop);
            ReportSuccess();
            var polled = clock.GetTimestamp();
            for (var left = pause; left > TimeSpan.Zero; left = pause - clock.GetElapsedTime(polled))
            {
                if (!await _latch.WaitAsync(left, stop) || !(_pollNow || OnWoken()))
                    continue;
                var (earliest, since) = (ShortestPause < pause ? ShortestPause : pause, clock.GetElapsedTime(polled));
                if (earliest > since)
                    await Task.Delay(earliest - since, clock, stop);
                return;
            }
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            if (_failures++ == 0)
                LogFailure(log, failure, GetType().Name);
            await Task.Delay(PauseAfter(_failures), clock, stop);
        }
    }

    private TimeSpan PauseAfter(int failures)
    {
        var pause = s_firstPause * Math.Pow(2, Math.Min(failures, 10) - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    private void PollNow()
    {
        _pollNow = true;
        _latch.Set();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service} failed; it is tried again until it succeeds.")]
    private static partial void LogFailure(ILogger log, Exception exception, string service);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Service} works again.")]
    private static partial void LogRecovery(ILogger log, string service);
}
