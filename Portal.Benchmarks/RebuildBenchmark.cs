using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics;

namespace Portal.Benchmarks;

/// <summary>Rebuilding all cells from the records, against one SQL statement that groups the records into the unit's own cells of one shape.</summary>
internal static class RebuildBenchmark
{
    public static async Task<Measurement> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var (bench, cases) = ((await run.LongAsync(kind)).Bench, run.Cases);
        var watch = Stopwatch.StartNew();
        var cells = await bench.Get<MetricsAudit>().RebuildAsync();
        var rebuild = watch.Elapsed;
        var differences = await bench.Get<MetricsAudit>().VerifyAsync();
        if (differences.Count > 0) throw new InvalidOperationException($"{differences.Count} cells differ after the rebuild.");
        var grouped = await GroupAsync(bench);
        return new(
            $"rebuild of {cells:#,0} cells from {cases:#,0} cases ({kind})", ResultTable.PerSecond(cases, rebuild), "one shape by SQL " + ResultTable.PerSecond(cases, grouped),
            grouped / rebuild, "told; bound at scale", Kept: true);
    }

    private static async Task<TimeSpan> GroupAsync(Workbench bench)
    {
        await using var db = bench.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = """
            CREATE TEMP TABLE "Grouped" AS
            SELECT "UnitId", "AcceptedDay", "ItemId", COUNT(*) AS a, COUNT("ClosedAt") AS b, SUM(CASE WHEN "ClosedDay" = "AcceptedDay" THEN 1 ELSE 0 END), COUNT("DueAt"), SUM(CASE WHEN "Overdue" THEN 1 ELSE 0 END),
                   SUM("UsedMinutes"), SUM("StatutoryMinutes"), SUM(CASE WHEN "Satisfaction" >= 3 THEN 1 ELSE 0 END), COUNT("Satisfaction")
            FROM "Records" GROUP BY "UnitId", "AcceptedDay", "ItemId"
            """;
        var watch = Stopwatch.StartNew();
        await command.ExecuteNonQueryAsync();
        return watch.Elapsed;
    }
}
