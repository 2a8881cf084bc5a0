using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Demonstration.Sheets;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration;

/// <summary>台江区 in 2014: fills an empty database through the same intake as everything else.</summary>
/// <remarks>
/// Stopped midway it is simply done again: the reference data is written as a whole, and records that are there already are left as they are.
/// It is complete when the records of the last source are there, which are taken in by one transaction after all others.
/// </remarks>
public sealed class TaijiangDemonstration(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IRecordIntake intake,
    MetricsFolder folder,
    DemonstrationFigures figures,
    DistrictTime time
)
{
    /// <summary>Whether the database is empty, filled, half filled, or somebody else's.</summary>
    public async Task<DemonstrationStanding> StandingAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await db.Units.AnyAsync(cancellation))
            return DemonstrationStanding.Empty;
        if (!await db.ServicePoints.AnyAsync(p => p.Code == DemonstrationPoints.CentreCode, cancellation))
            return DemonstrationStanding.Foreign;
        return await db.RecordSources.AnyAsync(s => s.Name == TaijiangCodes.ComplaintCentre, cancellation)
            ? DemonstrationStanding.Complete
            : DemonstrationStanding.Started;
    }

    /// <summary>Writes what is missing, and adds up the figures.</summary>
    /// <exception cref="InvalidOperationException">The database holds somebody else's units, or intake rejected a record.</exception>
    public async Task FillAsync(IProgress<DemonstrationProgress>? progress = null, CancellationToken cancellation = default)
    {
        switch (await StandingAsync(cancellation))
        {
            case DemonstrationStanding.Foreign:
                throw new InvalidOperationException("The database already holds other units; the demonstration needs an empty one.");
            case not DemonstrationStanding.Complete:
                await WriteAsync(progress, cancellation);
                break;
        }
        progress?.Report(new(DemonstrationStage.Figures, 0, 0));
        await figures.FillAsync(cancellation);
        await folder.FoldAllAsync(cancellation);
        progress?.Report(new(DemonstrationStage.Finished, 0, 0));
    }

    private async Task WriteAsync(IProgress<DemonstrationProgress>? progress, CancellationToken cancellation)
    {
        progress?.Report(new(DemonstrationStage.Reference, 0, 0));
        var building = Task.Run(() => DemonstrationRecords.Build(time), cancellation); // needs no database, so it goes on meanwhile
        await new DemonstrationReference(databases, gate).WriteAsync(new DemonstrationWorld(time), cancellation);
        progress?.Report(new(DemonstrationStage.Preparing, 0, 0));
        var parts = await building;
        var (done, total) = (0L, parts.Sum(p => (long)p.Records.Count));
        foreach (var part in parts)
        {
            await TakeAsync(part, new Portion(progress, done, total), cancellation);
            done += part.Records.Count;
        }
    }

    private async Task TakeAsync(DemonstrationPart part, Portion progress, CancellationToken cancellation)
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

    /// <summary>Tells the progress of one part as progress of the whole.</summary>
    private sealed class Portion(IProgress<DemonstrationProgress>? whole, long before, long total) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => whole?.Report(new(DemonstrationStage.Records, before + value.Received, total));
    }
}
