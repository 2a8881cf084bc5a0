using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Jobs.Hosting;

namespace Portal.Demonstration;

/// <summary>Plays records of today through the real intake, in this process, until it is stopped.</summary>
public sealed partial class ReplayService(
    IRecordIntake intake,
    DistrictTime time,
    TimeProvider clock,
    FillingState filling,
    PortalSettings settings,
    ILogger<ReplayService> log
) : BackgroundService
{
    /// <summary>Between two moments of the script, each of which brings one or two records and closes earlier ones.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private volatile TodayScript? _script;
    private ReplayCount _count = new(0, 0);

    public bool IsRunning => _script is not null;

    /// <summary>It was stopped because a record could not be taken in.</summary>
    public bool Failed { get; private set; }

    /// <summary>Records since the process started.</summary>
    public ReplayCount Count => Volatile.Read(ref _count);

    /// <summary>Begins a new run; without effect while one is going on.</summary>
    public void Start()
    {
        Failed = false;
        _script ??= new TodayScript(time.Now);
    }

    public void Stop() => _script = null;

    /// <summary>Plays one moment.</summary>
    public async Task StepAsync(CancellationToken cancellation = default)
    {
        if (_script is not { } script || filling.Latest.IsFilling)
            return;
        foreach (var part in script.Next(time.Now))
            await TakeAsync(part, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Replay)
            Start();
        using var timer = new PeriodicTimer(Step, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryStepAsync(stoppingToken);
    }

    private async Task TryStepAsync(CancellationToken cancellation)
    {
        try
        {
            await StepAsync(cancellation);
        }
#pragma warning disable CA1031 // A replay that fails must not take the portal with it.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Stopped(log, failure);
            Failed = true;
            Stop();
        }
    }

    private async Task TakeAsync(DemonstrationPart part, CancellationToken cancellation)
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

/// <summary>What the replay did so far.</summary>
public sealed record ReplayCount(long Accepted, long Closed);
