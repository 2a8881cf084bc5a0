using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;

namespace Portal.Benchmarks;

/// <summary>
/// The live page of a district with 100,000 units below it, against the same with 62: as many cases, as many units directly below.
/// </summary>
internal static class DistrictBenchmark
{
    private const int Cases = 20_000;
    private const int Units = 100_000;
    private const int Rounds = 60;
    private const double Promised = 1.5;

    public static async Task<Measurement> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        await using var small = await Workbench.CreateAsync(kind);
        await using var large = await Workbench.CreateAsync(kind);
        await AddUnitsAsync(large);
        await FillAsync(small);
        await FillAsync(large);
        var (ofSmall, ofLarge) = (await PageAsync(small), await PageAsync(large));
        var (little, much) = (new Timings(), new Timings());
        for (var round = -10; round < Rounds; round++)
        {
            // Alternately, so that other work of the machine slows both alike; the first rounds warm up.
            var (a, b) = (await TimeAsync(ofSmall), await TimeAsync(ofLarge));
            if (round < 0)
                continue;
            little.Add(a);
            much.Add(b);
        }
        var ratio = much.Median / little.Median;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"the district's page with {Units:#,0} units below it ({kind})"),
            ResultTable.Milliseconds(much.Median),
            "with 62 units " + ResultTable.Milliseconds(little.Median),
            ratio,
            "≤ 1.5 × its time",
            ratio <= Promised
        );
    }

    /// <summary>
    /// Adds communities below each street, so that the district has <see cref="Units"/> units below it, six levels deep.
    /// </summary>
    private static async Task AddUnitsAsync(Workbench bench)
    {
        var parents = (await bench.Get<IReferenceReader>().GetAsync())
            .Units.All.Where(u => u.Versions[0].Kind == UnitKind.Community)
            .OrderBy(u => u.Code, StringComparer.Ordinal)
            .Select(u => (u.Id, u.Code))
            .ToList();
        var missing = Units - (parents.Count + Workbench.Streets + Workbench.Departments);
        while (missing > 0)
        {
            var below = parents.SelectMany(p => Enumerable.Range(0, 12).Select(n => Unit($"{p.Code}-{n}", p.Id))).Take(missing).ToList();
            missing -= below.Count;
            foreach (var some in below.Chunk(5_000))
                await SaveAsync(bench, some);
            parents = below.ConvertAll(u => (u.Id, u.Code));
        }
        await using var db = bench.Open();
        (await db.ReferenceStates.FindAsync(ReferenceState.SingleId))!.Version++;
        await db.SaveChangesAsync();
    }

    private static Unit Unit(string code, int parent)
    {
        var unit = new Unit { Code = code };
        unit.Versions.Add(
            new()
            {
                Name = $"Unit {code}",
                Kind = UnitKind.Community,
                ParentId = parent,
            }
        );
        return unit;
    }

    private static async Task SaveAsync(Workbench bench, Unit[] units)
    {
        await using var db = bench.Open();
        db.Units.AddRange(units);
        await db.SaveChangesAsync();
    }

    /// <summary>Cases of all units without children.</summary>
    private static async Task FillAsync(Workbench bench)
    {
        var tree = (await bench.Get<IReferenceReader>().GetAsync()).Units;
        var leaves = tree
            .All.Where(u => u.Versions[0].Kind == UnitKind.Community && tree.EverChildren(u.Id).Count == 0)
            .Select(u => u.Code)
            .Order(StringComparer.Ordinal)
            .ToList();
        var start = DistrictTime.FromLocal(new(2014, 1, 1, 9, 0, 0, DateTimeKind.Unspecified), bench.Get<DistrictTime>().Zone);
        var random = new Random(2014);
        var rows = Enumerable
            .Range(0, Cases)
            .Select(i => new ParsedRow(i + 1, Input(i, leaves[random.Next(leaves.Count)], start.AddMinutes(i * 21L), random), [], []));
        var result = await bench
            .Get<IRecordIntake>()
            .RunAsync(rows.ToAsyncEnumerable(), new(RecordStream.Cases) { Scope = UnitScope.Everything });
        if (result.Created != Cases)
            throw new InvalidOperationException($"{result.Created} of {Cases} cases were created: {result.Errors.FirstOrDefault()}");
        await bench.Get<MetricsFolder>().FoldAllAsync();
        await LiveBenchmark.SettleAsync(bench);
    }

    private static RecordInput Input(int number, string unit, DateTimeOffset at, Random random) =>
        new()
        {
            Source = "district",
            CaseNo = number.ToString(CultureInfo.InvariantCulture),
            UnitCode = unit,
            ItemCode = $"I{random.Next(Workbench.Items)}",
            AcceptedAt = at,
            ClosedAt = at.AddMinutes(random.Next(3_000)),
        };

    private static async Task<(LiveReader Reader, LiveKey Key)> PageAsync(Workbench bench) =>
        (
            LiveBenchmark.Reader(bench),
            new(
                (await bench.Get<IReferenceReader>().GetAsync()).Units.Find("D")!.Id,
                new(new(2014, 1, 1), new(2014, 10, 31)),
                RecordStream.Cases
            )
        );

    private static async Task<TimeSpan> TimeAsync((LiveReader Reader, LiveKey Key) page)
    {
        var watch = Stopwatch.StartNew();
        await page.Reader.ReadAsync(page.Key, version: 0);
        return watch.Elapsed;
    }
}
