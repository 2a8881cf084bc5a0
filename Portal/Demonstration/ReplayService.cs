using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Jobs.Hosting;

namespace Portal.Demonstration;

/// <summary>Imports generated records of the current moment through the normal intake, in this process, until it is stopped.</summary>
public sealed partial class ReplayService(
    IRecordIntake intake,
    DistrictTime time,
    WakeSignals signals,
    TimeProvider clock,
    FillingState filling,
    PortalSettings settings,
    ILogger<ReplayService> log
) : PollingService(signals, clock, log)
{
    /// <summary>The interval between two steps of the script; each opens one or two records and closes earlier ones.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private volatile ReplayScript? _script = settings.Replay ? new ReplayScript(time.Now) : null;
    private ReplayCount _count = new(0, 0);

    public bool IsRunning => _script is not null;

    /// <summary>Whether the replay stopped because a step failed.</summary>
    public bool Failed { get; private set; }

    /// <summary>Records imported since the process started.</summary>
    public ReplayCount Count => Volatile.Read(ref _count);

    /// <summary>Starts a new run; does nothing during a run.</summary>
    public void Start()
    {
        Failed = false;
        _script ??= new ReplayScript(time.Now);
    }

    public void Stop() => _script = null;

    /// <summary>Runs one step of the script.</summary>
    public async Task StepAsync(CancellationToken cancellation = default)
    {
        if (_script is not { } script || filling.Latest.IsFilling)
            return;
        foreach (var part in script.Next(time.Now))
            await ImportAsync(part, cancellation);
    }

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        await TryStepAsync(stop);
        return Step;
    }

    private async Task TryStepAsync(CancellationToken cancellation)
    {
        try
        {
            await StepAsync(cancellation);
        }
#pragma warning disable CA1031 // A failed replay must not stop the portal.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Stopped(Log, failure);
            Failed = true;
            Stop();
        }
    }

    private async Task ImportAsync(DemonstrationPart part, CancellationToken cancellation)
    {
        var rows = part.Records.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
        var result = await intake.RunAsync(
            rows,
            new IntakeOptions(part.Stream) { Scope = UnitScope.Everything },
            cancellation: cancellation
        );
        if (result.Errors.Count > 0)
            throw new InvalidOperationException($"A record of the replay was rejected: {result.Errors[0]}");
        Volatile.Write(ref _count, new(Count.Accepted + result.Created, Count.Closed + result.Updated));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The replay was stopped.")]
    private static partial void Stopped(ILogger log, Exception failure);
}

/// <summary>The records accepted and closed by the replay so far.</summary>
public sealed record ReplayCount(long Accepted, long Closed);
