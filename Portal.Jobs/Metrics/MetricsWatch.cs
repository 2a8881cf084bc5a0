using Portal.Domain.Metrics.Folding;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Sees that changes of figures wait: told at once by intakes of this process and, on PostgreSQL, of others, and by looking for what is left behind.</summary>
internal sealed partial class MetricsWatch(
    MetricsFolder folder,
    MetricsRebuilds rebuilds,
    MetricsQueue queue,
    Bell<MetricsWatch> bell,
    NewsReach news,
    JobsOptions options,
    TimeProvider clock,
    ILogger<MetricsWatch> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (every, looked) = (TimeSpan.FromMilliseconds(options.WatchEveryMilliseconds), clock.GetTimestamp());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rung = await bell.WaitAsync(every, stoppingToken);
                if (rung)
                    queue.Ask();
                // Who is told looks seldom, in case it was not told.
                if (news.Hears && clock.GetElapsedTime(looked) < NewsReach.Net)
                    continue;
                looked = clock.GetTimestamp();
                if (!rung && await folder.AnyWaitingAsync(stoppingToken))
                    queue.Ask();
                await rebuilds.AskIfNeededAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, e);
                await Task.Delay(every * 4, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for changes of figures failed; it goes on.")]
    private static partial void LogFailure(ILogger log, Exception exception);
}
