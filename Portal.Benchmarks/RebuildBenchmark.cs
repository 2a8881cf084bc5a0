using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;

namespace Portal.Benchmarks;

/// <summary>
/// Writing all cells from the records alone, and comparing all of them, against PostgreSQL refreshing a view of the same cells of the same
/// records.
/// </summary>
internal static class RebuildBenchmark
{
    private const double Promised = 1;

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var (bench, refresh) = ((await run.LongAsync(kind)).Bench, await run.RefreshAsync());
        await EmptyAsync(bench);
        var audit = bench.Get<MetricsAudit>();
        var (cells, rebuild) = await TimeAsync(() => audit.RebuildAsync());
        var (differences, verify) = await TimeAsync(() => audit.VerifyAsync());
        if (differences.Count > 0)
            throw new InvalidOperationException($"{differences.Count} cells differ after the rebuild: {differences[0]}");
        return
        [
            Against(
                string.Create(CultureInfo.InvariantCulture, $"rebuild of {cells:#,0} cells from {run.Cases:#,0} cases ({kind})"),
                rebuild
            ),
            Against(
                string.Create(CultureInfo.InvariantCulture, $"verify of {cells:#,0} cells from {run.Cases:#,0} cases ({kind})"),
                verify
            ),
        ];

        Measurement Against(string work, TimeSpan took) =>
            new(
                work,
                ResultTable.PerSecond(run.Cases, took),
                "REFRESH MATERIALIZED VIEW " + ResultTable.PerSecond(run.Cases, refresh),
                refresh / took,
                "≥ 1 ×",
                refresh / took >= Promised
            );
    }

    // A rebuild of correct cells would write nothing.
    private static async Task EmptyAsync(Workbench bench)
    {
        await using var db = bench.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlRawAsync("TRUNCATE \"MetricCells\"");
        else
            await db.MetricCells.ExecuteDeleteAsync();
    }

    private static async Task<(T Result, TimeSpan Took)> TimeAsync<T>(Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var result = await work();
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"memory {GC.GetTotalMemory(forceFullCollection: false) / 1048576} MiB managed, "
                    + $"{Environment.WorkingSet / 1048576} MiB working set"
            )
        );
        return (result, watch.Elapsed);
    }
}
