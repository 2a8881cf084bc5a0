using Portal.Domain.Access;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;

namespace Portal.Demonstration;

/// <summary>Fills an empty database when the process starts; pages show the progress meanwhile.</summary>
internal sealed partial class DemonstrationFilling(
    TaijiangDemonstration demonstration,
    DemonstrationAccounts accounts,
    FillingState state,
    ILogger<DemonstrationFilling> log
) : BackgroundService
{
    /// <summary>Decides before the first request is served, so that no page shows an empty portal.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await demonstration.StateAsync(cancellationToken) is DemonstrationState.Empty or DemonstrationState.Started)
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
            // The process stops: the next start continues.
        }
#pragma warning disable CA1031 // A failed demonstration must not stop the portal.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(log, failure);
            state.End(failed: true);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The demonstration was not filled; the next start continues.")]
    private static partial void Failed(ILogger log, Exception failure);
}
