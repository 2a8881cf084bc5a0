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

/// <summary>The size of a generated province.</summary>
/// <param name="Units">All units together, at least 20.</param>
/// <param name="Items">Entries of the catalogue.</param>
/// <param name="Cases">Cases accepted from the first to the last day, both inclusive and not in the future.</param>
public sealed record ProvinceSize(int Units, int Items, int Cases, DateOnly From, DateOnly To)
{
    /// <summary>The most service items available.</summary>
    public static int MostItems => ProvinceItems.Most;

    /// <summary>The month with monthly figures; null for neither forms nor figures.</summary>
    public DateOnly? Reported { get; init; }

    public static int FewestUnits => ProvincePlan.FewestUnits;

    public static int MostUnits => ProvincePlan.MostUnits;
}

/// <summary>Fills an empty database with a generated province, to test and measure the portal with many units.</summary>
public sealed class ProvinceDemonstration(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IRecordIntake intake,
    MetricsFolder folder,
    ProvinceFigures figures,
    DistrictTime time
)
{
    /// <summary>Writes units, service points and catalogue, imports the cases through the normal intake, and folds the metrics.</summary>
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
            progress: new CaseProgress(progress, size.Cases),
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

    /// <summary>Writes the units of the province as a file for <c>import units</c>.</summary>
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
        var unitIds = await writer.AddUnitsAsync(plan, cancellation);
        await writer.AddPointsAsync(plan, unitIds, cancellation);
        await writer.AddItemsAsync(plan, unitIds, items, cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private sealed class CaseProgress(IProgress<DemonstrationProgress>? whole, long total) : IProgress<IntakeResult>
    {
        public void Report(IntakeResult value) => whole?.Report(new(DemonstrationStage.Records, value.Received, total));
    }
}
