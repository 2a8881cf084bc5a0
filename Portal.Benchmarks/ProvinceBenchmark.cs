using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Benchmarks;

/// <summary>
/// A few days of a province with 100,000 units, 3,000 items and 100 M cases a year: what a case costs where most cells have one case alone.
/// </summary>
/// <remarks>
/// Simulates as many days at the end of a month as the cases fill at that rate. Units and items are drawn evenly, which spreads cases
/// over more cells than real ones; and a whole month would share its month's cells among more cases. Both overstate the cost.
/// </remarks>
internal static class ProvinceBenchmark
{
    private const int Units = 100_000;
    private const int CasesPerDay = 100_000_000 / 300;
    private const int Rounds = 40;
    private const double Mebi = 1 << 20;

    private static readonly DateOnly s_last = new(2014, 10, 31);

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        await using var bench = await Workbench.CreateEmptyAsync(kind);
        var (stages, days) = (new Stages(bench), Math.Max(1, run.Cases / CasesPerDay));
        await bench
            .Get<ProvinceDemonstration>()
            .FillAsync(new(Units, ProvinceSize.MostItems, run.Cases, s_last.AddDays(1 - days), s_last), stages);
        await LiveBenchmark.SettleAsync(bench);
        await using var db = bench.Open();
        var (cells, bytes) = (await db.MetricCells.LongCountAsync(), bench.Bytes());
        var where = string.Create(CultureInfo.InvariantCulture, $"{run.Cases:#,0} cases in {days} days, {Units:#,0} units ({kind})");
        var told = new List<Measurement>
        {
            Row($"import into a province: {where}", ResultTable.PerSecond(run.Cases, stages.DurationOf(DemonstrationStage.Records)), ""),
            Row($"fold of it ({kind})", ResultTable.PerSecond(run.Cases, stages.DurationOf(DemonstrationStage.Figures)), ""),
            Row(
                $"cells a case ({kind})",
                string.Create(CultureInfo.InvariantCulture, $"{cells / (double)run.Cases:0.0}"),
                string.Create(CultureInfo.InvariantCulture, $"{cells:#,0} cells")
            ),
            Row(
                $"disk a case ({kind})",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(bytes - stages.BytesBefore) / run.Cases:#,0} bytes, "
                        + $"{(stages.BytesImported - stages.BytesBefore) / run.Cases:#,0} as long as it waits to be folded"
                ),
                string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebi:#,0} MiB with units")
            ),
        };
        var tree = (await bench.Get<IReferenceReader>().GetAsync()).Units;
        foreach (var level in (UnitKind[])[UnitKind.Province, UnitKind.District, UnitKind.Street])
        {
            var unit = tree.All.First(u => tree.VersionAt(u.Id, s_last).Kind == level);
            told.Add(
                Row(
                    $"everything the live page of a {level.ToString().ToLowerInvariant()} shows ({kind})",
                    await PageAsync(bench, unit.Id),
                    $"{tree.EverChildren(unit.Id).Count:#,0} units directly below"
                )
            );
        }
        return told;
    }

    private static async Task<string> PageAsync(Workbench bench, int unit)
    {
        var reader = LiveBenchmark.Reader(bench);
        var times = await Timings.OfAsync(
            round => reader.ReadAsync(new(unit, new(new(2014, 1, 1), s_last), RecordStream.Cases), version: round),
            Rounds,
            Rounds
        );
        return ResultTable.Milliseconds(times.Median);
    }

    private static Measurement Row(string work, string measured, string beside) => new(work, measured, beside, 1, "told", Kept: true);

    /// <summary>The duration of each stage, and the size of the database before any case and before any cell.</summary>
    private sealed class Stages(Workbench bench) : IProgress<DemonstrationProgress>
    {
        private readonly Dictionary<DemonstrationStage, TimeSpan> _spent = [];
        private DemonstrationStage _now = DemonstrationStage.Reference;
        private long _since = Stopwatch.GetTimestamp();

        public long BytesBefore { get; private set; }

        public long BytesImported { get; private set; }

        public TimeSpan DurationOf(DemonstrationStage stage) => _spent[stage];

        public void Report(DemonstrationProgress value)
        {
            _spent[_now] = _spent.GetValueOrDefault(_now) + Stopwatch.GetElapsedTime(_since);
            if (value.Stage == DemonstrationStage.Records && _now == DemonstrationStage.Reference)
                BytesBefore = bench.Bytes();
            if (value.Stage == DemonstrationStage.Figures && _now == DemonstrationStage.Records)
                BytesImported = bench.Bytes();
            (_since, _now) = (Stopwatch.GetTimestamp(), value.Stage);
        }
    }
}
