using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;

namespace Portal.Benchmarks;

/// <summary>All figures of the leaders' page of the district, against grouping the records for the same figures.</summary>
internal static class LiveBenchmark
{
    private const int Rounds = 500;
    private const double PromisedTimes = 1_000;

    private static readonly MetricPeriod s_period = new(new(2014, 1, 1), new(2014, 10, 31));

    /// <summary>
    /// One grouping for each breakdown of the page, run for the period and for the previous one, because the page compares them.
    /// </summary>
    private static readonly string[] s_groupings =
    [
        "\"UnitId\"",
        "\"UnitId\", \"AcceptedDay\" / 100",
        "\"AcceptedDay\" / 100",
        "\"ItemId\"",
        "\"DepartmentId\"",
        "\"Channel\"",
        "\"ClosedDay\" / 100",
    ];

    public static async Task<Measurement> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var bench = (await run.LongAsync(kind)).Bench;
        var key = new LiveKey((await bench.Get<IReferenceReader>().GetAsync()).Units.Find("D")!.Id, s_period, RecordStream.Cases);
        var reader = Reader(bench);
        await SettleAsync(bench);
        await Timings.OfAsync(round => reader.ReadAsync(key, version: round), warmUp: 200, rounds: 0);
        var (bytes, collections) = (GC.GetTotalAllocatedBytes(), Collections());
        var times = await Timings.OfAsync(round => reader.ReadAsync(key, version: round), warmUp: 0, Rounds);
        var perPage = (GC.GetTotalAllocatedBytes() - bytes) / Rounds >> 10;
        var collected = string.Join(" + ", Collections().Zip(collections, (now, before) => now - before));
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a page takes {perPage:#,0} KiB of memory; {Rounds} of them {collected} collections"
            )
        );
        if (kind == DatabaseKind.Postgres)
            await PrintSpreadAsync(bench);
        if (run.Profiles is { } folder)
            await Profile.OfAsync($"live-{kind.ToString().ToLowerInvariant()}", () => reader.ReadAsync(key, version: 0), folder);
        var (median, p99) = (times.Median, times.P99);
        var grouped = await GroupAsync(bench);
        var ratio = grouped / median;
        return new(
            $"everything the live page shows at {run.Cases:#,0} cases ({kind})",
            string.Create(CultureInfo.InvariantCulture, $"median {ResultTable.Milliseconds(median)}, p99 {ResultTable.Milliseconds(p99)}"),
            "GROUP BY over the records " + ResultTable.Milliseconds(grouped),
            ratio,
            "≥ 1,000 × faster, p99 ≤ 10 ms",
            ratio >= PromisedTimes && p99 <= TimeSpan.FromMilliseconds(10)
        );
    }

    public static LiveReader Reader(Workbench bench) =>
        new(
            bench.Get<IMetricsReader>(),
            bench.Get<IRecordFeed>(),
            bench.Get<IReferenceReader>(),
            bench.Get<IReportedStates>(),
            TimeProvider.System
        );

    /// <summary>The maintenance that PostgreSQL runs by itself within minutes after such a load.</summary>
    public static async Task SettleAsync(Workbench bench)
    {
        await using var db = bench.Open();
        if (bench.Kind != DatabaseKind.Postgres)
            return;
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlAsync($"VACUUM (ANALYZE)");
        await db.Database.ExecuteSqlAsync($"CHECKPOINT");
    }

    /// <summary>
    /// The deviation of a single statement of about a page's duration from its own median: the noise of the machine.
    /// </summary>
    private static async Task PrintSpreadAsync(Workbench bench)
    {
        await using var db = bench.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM generate_series(1, 60000)";
        var times = await Timings.OfAsync(_ => command.ExecuteScalarAsync(), warmUp: 50, Rounds);
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a bare statement beside it: median {ResultTable.Milliseconds(times.Median)}, "
                    + $"p99 {ResultTable.Milliseconds(times.P99)}, {times.P99 / times.Median:0.0} ×"
            )
        );
    }

    private static IEnumerable<int> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount).ToList();

    private static async Task<TimeSpan> GroupAsync(Workbench bench)
    {
        await using var db = bench.Open();
        await db.Database.OpenConnectionAsync();
        var watch = Stopwatch.StartNew();
        foreach (var (grouping, period) in s_groupings.SelectMany(g => new[] { (g, s_period), (g, s_period.Previous) }))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT {grouping}, COUNT(*), COUNT("ClosedAt"), SUM(CASE WHEN "ClosedDay" = "AcceptedDay" THEN 1 ELSE 0 END),
                       COUNT("DueAt"), SUM(CASE WHEN "Overdue" THEN 1 ELSE 0 END), SUM("UsedMinutes"), SUM("StatutoryMinutes"),
                       SUM(CASE WHEN "Satisfaction" >= 3 THEN 1 ELSE 0 END), COUNT("Satisfaction")
                FROM "Records" WHERE "Stream" = 1 AND "AcceptedDay" BETWEEN {Days.ToNumber(period.From)} AND {Days.ToNumber(
                    period.To
                )} GROUP BY {grouping}
                """
            );
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                // The result is not used.
            }
        }
        return watch.Elapsed;
    }
}
