using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Tells the processes that run the jobs that changes wait, so that they need not look to know.</summary>
internal sealed partial class WaitingChanges(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    NewsReach reach,
    ILogger<WaitingChanges> log
) : IMetricDeltaSignal
{
    // What is told while a telling is under way is told once after it: an import commits often.
    private int _untold;

    /// <summary>Returns at once: whoever wrote records does not wait for it.</summary>
    public void Written()
    {
        if (options.Kind == DatabaseKind.Postgres && Interlocked.Increment(ref _untold) == 1)
            _ = Task.Run(TellAsync);
    }

    private async Task TellAsync()
    {
        for (int telling; (telling = Volatile.Read(ref _untold)) > 0; )
        {
            await TellOnceAsync();
            if (Interlocked.Add(ref _untold, -telling) == 0)
                return;
        }
    }

    private async Task TellOnceAsync()
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            await DatabaseNews.TellAsync(db, DatabaseNews.Changes, reach.Mark, CancellationToken.None);
        }
#pragma warning disable CA1031 // The changes are in the table: the jobs find them when they look.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogFailure(log, problem);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Other processes could not be told that changes wait; they find them when they look."
    )]
    private static partial void LogFailure(ILogger log, Exception exception);
}
