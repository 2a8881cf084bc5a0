using Microsoft.Extensions.Logging;
using Portal.Domain.Data.Faults;
using Portal.Domain.Signals;

namespace Portal.Domain.Storage;

/// <summary>
/// Looks every five seconds, and every second while there is a fault, whether the storage can be written to. Logs each change, also of a
/// fault that a statement met and that is over before the next look.
/// </summary>
internal sealed partial class StorageMonitor(
    StorageProbe probe,
    StorageState state,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<StorageMonitor> log
) : PollingService(signals, clock, log)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_intervalInFault = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private StorageFault? _logged;
    private IDisposable? _subscription;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = state.Subscribe(LogChange);
        LogChange(); // what was found before
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
    }

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        if (await probe.FindAsync(stop) is var (fault, detail))
            state.Report(fault, detail);
        else
            state.Clear();
        return state.Fault is null ? s_interval : s_intervalInFault;
    }

    private void LogChange()
    {
        lock (_gate)
        {
            var fault = state.Fault;
            if (fault == _logged)
                return;
            _logged = fault;
            if (fault is { } found)
                LogFault(Log, found.Code(), state.Detail);
            else
                LogRecovery(Log);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The storage takes no writes ({Code}): {Detail}")]
    private static partial void LogFault(ILogger log, string code, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "The storage takes writes again.")]
    private static partial void LogRecovery(ILogger log);
}
