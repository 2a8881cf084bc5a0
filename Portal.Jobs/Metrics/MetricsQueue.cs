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
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>Queues a fold unless one is queued already.</summary>
    public void Enqueue()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _quietUntil)
                return;
            _quietUntil = now + s_requeueAfter;
        }
        jobs.Enqueue<AggregateMetricsJob>(job => job.RunAsync(CancellationToken.None));
    }

    /// <summary>A fold begins: it may miss deltas written from now on, so they need another.</summary>
    internal void OnFoldBegins()
    {
        lock (_lock)
        {
            if (_failures == 0)
                _quietUntil = DateTimeOffset.MinValue;
        }
    }

    internal void Succeeded()
    {
        lock (_lock)
            (_failures, _quietUntil) = (0, DateTimeOffset.MinValue);
    }

    internal void Failed()
    {
        lock (_lock)
        {
            _failures++;
            var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(_failures, 5)) / 2);
            _quietUntil = clock.GetUtcNow() + (pause < s_longestPause ? pause : s_longestPause);
        }
    }
}
