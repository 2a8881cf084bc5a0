using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Benchmarks;

/// <summary>Folding 100 changes on a long history, against the same on a short one.</summary>
internal static class FoldBenchmark
{
    private const int Rounds = 40;
    private const int Changes = 100;
    private const double Promised = 1.2;

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind) =>
        [await RunWholeAsync(run, kind), await RunFewAsync(run, kind)];

    /// <summary>Folds all waiting deltas.</summary>
    public static async Task<TimeSpan> FoldAllAsync(Workbench bench)
    {
        var watch = Stopwatch.StartNew();
        await bench.Get<MetricsFolder>().FoldAllAsync();
        return watch.Elapsed;
    }

    /// <summary>The median duration of a fold of 100 changes, over that many folds.</summary>
    public static async Task<TimeSpan> FewAsync(Workbench bench, int rounds)
    {
        var times = new Timings();
        for (var round = -5; round < rounds; round++)
        {
            var took = await FoldAsync(bench, round);
            if (round >= 0)
                times.Add(took);
        }
        return times.Median;
    }

    /// <summary>Folding the deltas of a whole import, against the import: folding must not fall behind.</summary>
    private static async Task<Measurement> RunWholeAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var history = await run.LongAsync(kind);
        var ratio = history.Fold / history.Intake;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"fold of a whole import of {run.Cases:#,0} cases ({kind})"),
            ResultTable.PerSecond(run.Cases, history.Fold),
            "the import " + ResultTable.PerSecond(run.Cases, history.Intake),
            ratio,
            "≤ 1 × its time",
            ratio <= 1
        );
    }

    private static async Task<Measurement> RunFewAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var (small, large) = ((await run.ShortAsync(kind)).Bench, (await run.LongAsync(kind)).Bench);
        var (onSmall, onLarge) = (new Timings(), new Timings());
        for (var round = -5; round < Rounds; round++)
        {
            // Alternately, so that other work of the machine slows both alike; the first rounds warm up.
            var (a, b) = (await FoldAsync(small, round), await FoldAsync(large, round));
            if (round < 0)
                continue;
            onSmall.Add(a);
            onLarge.Add(b);
        }
        if (run.Profiles is { } folder)
        {
            foreach (var (bench, history) in new[] { (small, "little"), (large, "much") })
            {
                var round = Rounds;
                await Profile.OfAsync($"fold-{kind.ToString().ToLowerInvariant()}-{history}", () => FoldAsync(bench, round++), folder);
            }
        }
        var (little, much) = (onSmall.Median, onLarge.Median);
        return new(
            $"fold of {Changes} changes at {run.Cases:#,0} cases of history ({kind})",
            ResultTable.Milliseconds(much),
            $"at {BenchmarkRun.FewCases:#,0} cases {ResultTable.Milliseconds(little)}",
            much / little,
            "≤ 1.2 × its time",
            much / little <= Promised
        );
    }

    private static async Task<TimeSpan> FoldAsync(Workbench bench, int round)
    {
        var start = DistrictTime.FromLocal(new DateTime(2014, 6, 2, 9, 0, 0, DateTimeKind.Unspecified), bench.Get<DistrictTime>().Zone);
        var rows = Enumerable.Range(0, Changes).Select(i => new ParsedRow(i + 1, Input(round, i, start), [], [])).ToAsyncEnumerable();
        await bench.Get<IRecordIntake>().RunAsync(rows, new(RecordStream.Cases) { Scope = UnitScope.Everything });
        return await FoldAllAsync(bench);
    }

    private static RecordInput Input(int round, int i, DateTimeOffset start) =>
        new()
        {
            Source = "fold",
            CaseNo = $"{round}-{i}",
            UnitCode = $"S{i % Workbench.Streets}C{i % Workbench.CommunitiesPerStreet}",
            ItemCode = $"I{i * 7 % Workbench.Items}",
            AcceptedAt = start.AddDays((round + 5) % 20).AddMinutes(i),
            ClosedAt = start.AddDays((round + 5) % 20).AddMinutes(i + 20),
        };
}
