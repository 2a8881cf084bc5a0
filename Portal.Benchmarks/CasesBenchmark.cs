using System.Diagnostics;
using Portal.Benchmarks.Charts;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Benchmarks;

/// <summary>
/// Measures the cost of more cases: the same district with 10,000, 100,000, 1,000,000 … of them, up to the requested number.
/// </summary>
internal static class CasesBenchmark
{
    private const int FewestCases = BenchmarkRun.FewCases;
    private const int Rounds = 60;
    private const int WarmUp = 40;
    private const double Mebi = 1 << 20;

    private static readonly MetricPeriod s_period = new(new(2014, 1, 1), new(2014, 10, 31));

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run)
    {
        var curves = new CurveSet("cases");
        foreach (var kind in run.Databases)
        {
            for (var cases = FewestCases; cases <= Math.Max(run.Cases, FewestCases * 10); cases *= 10)
            {
                var history = await run.HistoryAsync(kind, cases);
                foreach (var (work, unit, value) in Written(history))
                    curves.Add(work, unit, kind, cases, value);
                await foreach (var (work, unit, value) in ReadAsync(history))
                    curves.Add(work, unit, kind, cases, value);
            }
        }
        return curves.Report(run.Pictures);
    }

    private static IEnumerable<(string Work, string Unit, double Value)> Written(History history)
    {
        yield return ("import of all", "s", history.Intake.TotalSeconds);
        yield return ("fold of all", "s", history.Fold.TotalSeconds);
        yield return ("memory of the import", "MiB", history.GrowthBytes / Mebi);
    }

    private static async IAsyncEnumerable<(string Work, string Unit, double Value)> ReadAsync(History history)
    {
        var bench = history.Bench;
        await LiveBenchmark.SettleAsync(bench);
        yield return ("database", "MiB", bench.Bytes() / Mebi);
        var district = (await bench.Get<IReferenceReader>().GetAsync()).Units.Find("D")!.Id;
        var reader = LiveBenchmark.Reader(bench);
        yield return (
            "live page's figures",
            "ms",
            await MedianAsync(round => reader.ReadAsync(new(district, s_period, RecordStream.Cases), round))
        );
        yield return (
            "one question, units by month",
            "ms",
            await MedianAsync(_ => bench.Get<IMetricsReader>().ReadAsync(UnitScope.Everything, Question(district)))
        );
        yield return (
            "latest 14 of the district",
            "ms",
            await MedianAsync(_ =>
                bench
                    .Get<IRecordFeed>()
                    .LatestAsync(UnitScope.Everything, new(district, s_period.From, s_period.To, RecordStream.Cases, null, 14))
            )
        );
        yield return ("fold of 100 changes", "ms", (await FoldBenchmark.FewAsync(bench, Rounds)).TotalMilliseconds);
        var audit = bench.Get<MetricsAudit>();
        var (before, watch) = (ImportBenchmark.ForgetPeak(), Stopwatch.StartNew());
        if ((await audit.VerifyAsync()) is { Count: > 0 } wrong)
            throw new InvalidOperationException($"{wrong.Count} cells differ: {wrong[0]}");
        yield return ("verify of all", "s", watch.Elapsed.TotalSeconds);
        yield return ("memory of the verify", "MiB", ImportBenchmark.GrowthSince(before) / Mebi);
        await using var portal = await BenchmarkPortal.StartAsync(bench, "D");
        yield return ("page /live", "ms", await MedianAsync(_ => portal.Browser.GetStringAsync("/live?from=2014-01-01&to=2014-10-31")));
    }

    private static MetricQuery Question(int unit) =>
        new()
        {
            UnitId = unit,
            Stream = RecordStream.Cases,
            By = MetricBy.Unit,
            Monthly = true,
            Period = s_period,
        };

    private static async Task<double> MedianAsync(Func<int, Task> work) =>
        (await Timings.OfAsync(work, WarmUp, Rounds)).Median.TotalMilliseconds;
}
