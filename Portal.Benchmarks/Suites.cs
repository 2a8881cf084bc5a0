using Portal.Benchmarks.Documents;
using Portal.Benchmarks.Live;
using Portal.Benchmarks.Records;
using Portal.Benchmarks.Supervision;

namespace Portal.Benchmarks;

/// <summary>A group of measurements that can be run by name.</summary>
internal sealed record Suite(string Name, Func<BenchmarkRun, Task<IEnumerable<Measurement>>> RunAsync)
{
    /// <summary>A suite of one measurement, taken on each database of the run.</summary>
    public static Suite OnEach(string name, Func<BenchmarkRun, Domain.Data.DatabaseKind, Task<Measurement>> measure) =>
        OnEach(name, async (run, kind) => (IEnumerable<Measurement>)[await measure(run, kind)]);

    /// <summary>A suite of several measurements, taken on each database of the run.</summary>
    public static Suite OnEach(string name, Func<BenchmarkRun, Domain.Data.DatabaseKind, Task<IEnumerable<Measurement>>> measure) =>
        new(
            name,
            async run =>
            {
                var taken = new List<Measurement>();
                foreach (var kind in run.Databases)
                    taken.AddRange(await measure(run, kind));
                return taken;
            }
        );
}

/// <summary>Every suite, in the order in which all are run.</summary>
internal static class Suites
{
    public static readonly IReadOnlyList<Suite> All =
    [
        new("import", ImportBenchmark.RunAsync),
        Suite.OnEach("fold", FoldBenchmark.RunAsync),
        Suite.OnEach("live", LiveBenchmark.RunAsync),
        Suite.OnEach("lists", ListsBenchmark.RunAsync),
        Suite.OnEach("steps", StepsBenchmark.RunAsync),
        Suite.OnEach("cards", CardsBenchmark.RunAsync),
        Suite.OnEach("district", DistrictBenchmark.RunAsync),
        Suite.OnEach("latency", LatencyBenchmark.RunAsync),
        Suite.OnEach("start", StartBenchmark.RunAsync),
        Suite.OnEach("rebuild", RebuildBenchmark.RunAsync),
        new("viewers", ViewersBenchmark.RunAsync),
        new("move", async run => [await MoveBenchmark.RunAsync(run)]),
        new("figures", async _ => [await FiguresBoardBenchmark.RunAsync()]),
        new("cases", CasesBenchmark.RunAsync),
        new("units", UnitsBenchmark.RunAsync),
        Suite.OnEach("province", ProvinceBenchmark.RunAsync),
        new("workbooks", WorkbookBenchmark.RunAsync),
        new("workbook-import", WorkbookBenchmark.ImportAsync),
        new("reports", async _ => await ReportsBenchmark.RunAsync()),
    ];
}
