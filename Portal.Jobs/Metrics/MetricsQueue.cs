using Hangfire;

namespace Portal.Jobs.Metrics;

/// <summary>Queues the folding of changes: at once, but never a second time while one waits to begin, and more seldom while it fails.</summary>
public sealed class MetricsQueue(IBackgroundJobClient jobs, TimeProvider clock)
{
    // A queued job that another process took, or that was lost with its storage, is asked for again after this.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>Queues a fold unless one is under way to its worker.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _quietUntil)
                return;
            _quietUntil = now + s_patience;
        }
        jobs.Enqueue<AggregateMetricsJob>(job => job.RunAsync(CancellationToken.None));
    }

    /// <summary>What is written from now on may be missed by the fold that begins, so it needs another.</summary>
    internal void Begun()
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
