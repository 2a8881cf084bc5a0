using Microsoft.Extensions.Logging;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;
using Portal.Domain.Signals;

namespace Portal.Domain.Storage;

/// <summary>
/// Checks all pages of a SQLite file soon after the start and then daily. Damage, found here or by any statement, stops writing and is
/// written down beside the database, so that the next start refuses it.
/// </summary>
internal sealed partial class PageCheckService(
    DatabaseOptions options,
    StorageState state,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<PageCheckService> log
) : PollingService(signals, clock, log)
{
    /// <summary>After the first pages were served.</summary>
    private static readonly TimeSpan s_afterStart = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private bool _hasStarted;
    private IDisposable? _subscription;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Kind == DatabaseKind.Sqlite)
            _subscription = state.Subscribe(WriteDown);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
    }

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        if (options.Kind != DatabaseKind.Sqlite)
            return TimeSpan.FromDays(1);
        if (!_hasStarted)
        {
            _hasStarted = true;
            return s_afterStart;
        }
        // Half of the time at most: a check of a large file takes minutes in any case.
        if (await SqlitePageCheck.FindAsync(options.File, took => Task.Delay(Shorter(took), Clock, stop), stop) is { } damage)
            state.Report(StorageFault.Damaged, damage);
        return TimeSpan.FromDays(1);
    }

    private static TimeSpan Shorter(TimeSpan pause) => pause < s_longestPause ? pause : s_longestPause;

    private void WriteDown()
    {
        if (state.Fault != StorageFault.Damaged)
            return;
        DamageNote.Write(options.File, state.Detail);
        LogDamage(Log, options.File, state.Detail);
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The database {File} is damaged; nothing is written any more. Stop the portal and restore a backup. {Detail}"
    )]
    private static partial void LogDamage(ILogger log, string file, string detail);
}
