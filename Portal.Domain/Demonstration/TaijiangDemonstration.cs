using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Campaigns;
using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Demonstration.Rectifications;
using Portal.Domain.Demonstration.Reviews;
using Portal.Domain.Demonstration.Sheets;
using Portal.Domain.Demonstration.Supervision;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration;

/// <summary>Fills an empty database with the demonstration of 台江区 in 2014, through the normal record intake.</summary>
/// <remarks>
/// After an interruption, run it again: the reference data is written in one transaction, and records already stored do not change.
/// The demonstration is complete when records of the last source exist: they are written in one transaction after all others.
/// </remarks>
public sealed class TaijiangDemonstration(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IRecordIntake intake,
    MetricsFolder folder,
    DemonstrationFigures figures,
    DemonstrationCards cards,
    DemonstrationRectifications rectifications,
    DemonstrationCampaign campaign,
    DemonstrationReviews reviews,
    DistrictTime time
)
{
    /// <summary>Whether the database is empty, has the complete or an incomplete demonstration, or has other units.</summary>
    public async Task<DemonstrationState> StateAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await db.Units.AnyAsync(cancellation))
            return DemonstrationState.Empty;
        if (!await db.ServicePoints.AnyAsync(p => p.Code == DemonstrationPoints.CentreCode, cancellation))
            return DemonstrationState.Foreign;
        return await db.RecordSources.AnyAsync(s => s.Name == TaijiangCodes.ComplaintCentre, cancellation)
            ? DemonstrationState.Complete
            : DemonstrationState.Started;
    }

    /// <summary>Writes the missing parts, and folds the metrics.</summary>
    /// <exception cref="InvalidOperationException">The database holds other units, or intake rejected a record.</exception>
    public async Task FillAsync(IProgress<DemonstrationProgress>? progress = null, CancellationToken cancellation = default)
    {
        switch (await StateAsync(cancellation))
        {
            case DemonstrationState.Foreign:
                throw new InvalidOperationException("The database already holds other units; the demonstration needs an empty one.");
            case not DemonstrationState.Complete:
                await WriteAsync(progress, cancellation);
                break;
        }
        progress?.Report(new(DemonstrationStage.Figures, 0, 0));
        await figures.FillAsync(cancellation);
        await folder.FoldAllAsync(cancellation);
        await cards.FillAsync(cancellation);
        await rectifications.FillAsync(cancellation);
        await campaign.FillAsync(cancellation);
        await reviews.FillAsync(cancellation);
        progress?.Report(new(DemonstrationStage.Finished, 0, 0));
    }

    private async Task WriteAsync(IProgress<DemonstrationProgress>? progress, CancellationToken cancellation)
    {
        progress?.Report(new(DemonstrationStage.Reference, 0, 0));
        var building = Task.Run(() => DemonstrationRecords.Build(time), cancellation); // needs no database, so it runs in parallel
        await new DemonstrationReference(databases, gate).WriteAsync(new DemonstrationWorld(time), cancellation);
        progress?.Report(new(DemonstrationStage.Preparing, 0, 0));
        var parts = await building;
        var (done, total) = (0L, parts.Sum(p => (long)p.Records.Count));
        foreach (var part in parts)
        {
            await ImportAsync(part, new PartProgress(progress, done, total), cancellation);
            done += part.Records.Count;
        }
    }

    private async Task ImportAsync(DemonstrationPart part, PartProgress progress, CancellationToken cancellation)
    {
        var rows = part.Records.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
        progress.Report(new IntakeResult());
        var result = await intake.RunAsync(
            rows,
            new IntakeOptions(part.Stream) { Scope = UnitScope.Everything },
            progress: progress,
            cancellation: cancellation
        );
        if (result.Errors.Count > 0)
            throw new InvalidOperationException($"The demonstration has a record that intake rejects: {result.Errors[0]}");
    }

    /// <summary>Converts the progress of one part into progress of the whole.</summary>
    private sealed class PartProgress(IProgress<DemonstrationProgress>? whole, long before, long total) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => whole?.Report(new(DemonstrationStage.Records, before + value.Received, total));
    }
}
