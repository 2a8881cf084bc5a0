using Portal.Domain.Access;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;

namespace Portal.Demonstration;

/// <summary>Fills an empty database when the process starts, while pages show how far it has come.</summary>
internal sealed partial class DemonstrationFilling(
    TaijiangDemonstration demonstration,
    DemonstrationAccounts accounts,
    FillingState state,
    ILogger<DemonstrationFilling> log
) : BackgroundService
{
    /// <summary>Decides before the first request is answered, so that no page shows an empty portal.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await demonstration.StandingAsync(cancellationToken) is DemonstrationStanding.Empty or DemonstrationStanding.Started)
            state.Begin();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!state.Latest.IsFilling)
            return;
        try
        {
            await Task.Run(() => demonstration.FillAsync(state, stoppingToken), stoppingToken);
            await accounts.EnsureAsync(stoppingToken);
            state.End(failed: false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped midway: the next start goes on.
        }
#pragma warning disable CA1031 // A demonstration that fails must not take the portal with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(log, failure);
            state.End(failed: true);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The demonstration was not filled; the next start goes on with it.")]
    private static partial void Failed(ILogger log, Exception failure);
}
