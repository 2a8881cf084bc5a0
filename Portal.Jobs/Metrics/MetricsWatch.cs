using Portal.Domain.Metrics;
using Portal.Jobs.Running;

namespace Portal.Jobs.Metrics;

/// <summary>Sees that changes of figures wait: told at once by intakes of this process, and by looking for those of others or left behind.</summary>
internal sealed partial class MetricsWatch(
    MetricsFolder folder, MetricsRebuilds rebuilds, MetricsQueue queue, Bell<MetricsWatch> bell, JobsOptions options, TimeProvider clock, ILogger<MetricsWatch> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = TimeSpan.FromMilliseconds(options.WatchEveryMilliseconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await bell.WaitAsync(every, stoppingToken) || await folder.AnyWaitingAsync(stoppingToken)) queue.Ask();
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
