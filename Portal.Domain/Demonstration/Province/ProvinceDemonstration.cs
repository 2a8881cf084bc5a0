using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Province;

/// <summary>How big a province is made.</summary>
/// <param name="Units">All units together, at least 20.</param>
/// <param name="Items">Entries of the catalogue.</param>
/// <param name="Cases">Cases accepted from the first to the last day, both inclusive, which must have been.</param>
public sealed record ProvinceSize(int Units, int Items, int Cases, DateOnly From, DateOnly To)
{
    /// <summary>How many different items there are.</summary>
    public static int MostItems => ProvinceItems.Most;

    /// <summary>The month of which the province has monthly figures; without it there are no forms.</summary>
    public DateOnly? Reported { get; init; }

    public static int FewestUnits => ProvincePlan.FewestUnits;

    public static int MostUnits => ProvincePlan.MostUnits;
}

/// <summary>Fills an empty database with a made-up province: to see and measure how the portal bears many units.</summary>
public sealed class ProvinceDemonstration(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IRecordIntake intake,
    MetricsFolder folder,
    ProvinceFigures figures,
    DistrictTime time
)
{
    /// <summary>Writes units, service points and catalogue, takes the cases in as any other, and adds up the figures.</summary>
    /// <exception cref="InvalidOperationException">The database holds units, or intake rejected a case.</exception>
    public async Task FillAsync(
        ProvinceSize size,
        IProgress<DemonstrationProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        progress?.Report(new(DemonstrationStage.Reference, 0, 0));
        var plan = ProvincePlan.Make(size.Units);
        await WriteAsync(plan, size.Items, cancellation);
        var options = new IntakeOptions(RecordStream.Cases) { Scope = UnitScope.Everything };
        var result = await intake.RunAsync(
            ProvinceRecords.Make(plan, size, time).ToAsyncEnumerable(),
            options,
            progress: new Portion(progress, size.Cases),
            cancellation: cancellation
        );
        if (result.Errors.Count > 0)
            throw new InvalidOperationException($"The province has a case that intake rejects: {result.Errors[0]}");
        progress?.Report(new(DemonstrationStage.Figures, 0, 0));
        await folder.FoldAllAsync(cancellation);
        if (size.Reported is { } month)
            await figures.FillAsync(month, cancellation);
        progress?.Report(new(DemonstrationStage.Finished, 0, 0));
    }

    /// <summary>The units of the province as a file that <c>import units</c> takes.</summary>
    public static async Task WriteUnitsAsync(TextWriter writer, int units)
    {
        var plan = ProvincePlan.Make(units);
        await writer.WriteLineAsync("code,name,kind,parentCode");
        foreach (var unit in plan.Units)
        {
            await writer.WriteLineAsync(
                $"{unit.Code},{unit.Name},{unit.Kind.ToString().ToLowerInvariant()},{(unit.Parent < 0 ? "" : plan.Units[unit.Parent].Code)}"
            );
        }
    }

    private async Task WriteAsync(ProvincePlan plan, int items, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        if (await db.Units.AnyAsync(cancellation))
            throw new InvalidOperationException("The database already holds units; the province needs an empty one.");
        if (!await db.CalendarDays.AnyAsync(cancellation))
            db.CalendarDays.AddRange(new DemonstrationWorld(time).CalendarDays);
        await db.SaveChangesAsync(cancellation);
        var writer = new ProvinceWriter(db);
        var numbers = await writer.UnitsAsync(plan, cancellation);
        await writer.PointsAsync(plan, numbers, cancellation);
        await writer.ItemsAsync(plan, numbers, items, cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private sealed class Portion(IProgress<DemonstrationProgress>? whole, long total) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => whole?.Report(new(DemonstrationStage.Records, value.Received, total));
    }
}
