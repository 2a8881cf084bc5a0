using Hangfire;

namespace Portal.Jobs.Metrics;

/// <summary>
/// Queues the folding of deltas: at once, but never a second time while one waits to begin, and at longer intervals while it fails.
/// </summary>
public sealed class MetricsQueue(IBackgroundJobClient jobs, TimeProvider clock)
{
    // A queued job that another process took, or that was lost with its storage, is queued again after this time.
    private static readonly TimeSpan s_requeueAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();

    // By timestamps: a pause ends also when the time of day is set back.
    private (long Since, TimeSpan Pause)? _quiet;
    private int _failures;

    /// <summary>Queues a fold unless one is queued already.</summary>
    public void Enqueue()
    {
        lock (_lock)
        {
            if (_quiet is var (since, pause) && clock.GetElapsedTime(since) < pause)
                return;
            _quiet = (clock.GetTimestamp(), s_requeueAfter);
        }
        jobs.Enqueue<AggregateMetricsJob>(job => job.RunAsync(CancellationToken.None));
    }

    /// <summary>A fold begins: it may miss deltas written from now on, so they need another.</summary>
    internal void OnFoldBegins()
    {
        lock (_lock)
        {
            if (_failures == 0)
                _quiet = null;
        }
    }

    internal void Succeeded()
    {
        lock (_lock)
            (_failures, _quiet) = (0, null);
    }

    internal void Failed()
    {
        lock (_lock)
        {
            _failures++;
            var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(_failures, 5)) / 2);
            _quiet = (clock.GetTimestamp(), pause < s_longestPause ? pause : s_longestPause);
        }
    }
}
