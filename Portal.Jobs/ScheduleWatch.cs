using Hangfire;
using Portal.Domain.Signals;

namespace Portal.Jobs;

/// <summary>Looks every minute that the schedule still runs: after the clock was set back it is planned anew.</summary>
internal sealed class ScheduleWatch(
    JobSchedule schedule,
    JobStorage storage,
    IRecurringJobManager recurring,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<ScheduleWatch> log
) : PollingService(signals, clock, log)
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    private bool _hasStarted;

    protected override Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        // The start of the workers wrote it.
        if (_hasStarted)
            schedule.WriteTo(storage, recurring);
        _hasStarted = true;
        return Task.FromResult(s_every);
    }
}
