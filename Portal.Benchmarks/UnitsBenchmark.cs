using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.Charts;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Organisation;

namespace Portal.Benchmarks;

/// <summary>
/// Measures the cost of more units: 63, 1,000, 10,000 and 100,000, with a catalogue of 3,000 items, and a curve for each work with its
/// exponent.
/// </summary>
internal static class UnitsBenchmark
{
    private const int Cases = 20_000;
    private const int Rounds = 9;

    private static readonly int[] s_sizes = [63, 1_000, 10_000, 100_000];

    private static readonly string[] s_pages =
    [
        "/live",
        "/figures?view=board",
        "/figures?view=list",
        "/approvals",
        "/import",
        "/reports",
        "/reports/tables",
    ];

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run)
    {
        var curves = new CurveSet("units");
        foreach (var size in s_sizes.Where(s => s <= Math.Max(run.Units, s_sizes[1])))
        {
            foreach (var kind in run.Databases)
            {
                await foreach (var (work, unit, value) in MeasureAsync(kind, size))
                    curves.Add(work, unit, kind, size, value);
            }
        }
        return curves.Report(run.Pictures);
    }

    private static async IAsyncEnumerable<(string Work, string Unit, double Value)> MeasureAsync(DatabaseKind kind, int units)
    {
        await using (var empty = await Workbench.CreateEmptyAsync(kind))
        {
            yield return ("import units from a file", "ms", await ImportAsync(empty, units));
            yield return ("the same file again", "ms", await ImportAsync(empty, units));
        }
        await using var bench = await Workbench.CreateEmptyAsync(kind);
        await bench.Get<ProvinceDemonstration>().FillAsync(new(units, ProvinceSize.MostItems, Cases, new(2014, 1, 1), new(2014, 10, 31)));
        await SubmitAsync(bench);
        await foreach (var figure in ReferenceAsync(bench))
            yield return figure;
        var tree = (await bench.Get<IReferenceReader>().GetAsync()).Units;
        var watch = Stopwatch.StartNew();
        await using var portal = await BenchmarkPortal.StartAsync(bench, tree.RootsAt(new(2014, 10, 31)).First().Code);
        await portal.Browser.GetStringAsync("/live");
        yield return ("start until the first page is served", "ms", watch.Elapsed.TotalMilliseconds);
        foreach (var page in s_pages)
            yield return ($"page {page}", "ms", await PageAsync(portal, page));
        var district = tree.All.First(u => tree.VersionAt(u.Id, new(2014, 10, 31)).Kind == UnitKind.District).Code;
        foreach (var page in (string[])[$"/live?unit={district}", $"/figures?view=board&unit={district}"])
            yield return ($"page {page.Replace(district, "district", StringComparison.Ordinal)}", "ms", await PageAsync(portal, page));
    }

    private static async Task<double> PageAsync(BenchmarkPortal portal, string page)
    {
        var watch = Stopwatch.StartNew();
        var bytes = await GetAsync();
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{page}: first {watch.Elapsed.TotalMilliseconds:0} ms, {bytes >> 10} KiB")
        );
        return (await Timings.OfAsync(_ => GetAsync(), warmUp: 0, Rounds)).Median.TotalMilliseconds;

        async Task<int> GetAsync()
        {
            using var answer = await portal.Browser.GetAsync(page);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
    }

    private static async IAsyncEnumerable<(string Work, string Unit, double Value)> ReferenceAsync(Workbench bench)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var process = new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(new DatabaseOptions(bench.Kind, bench.ConnectionString), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
            .BuildServiceProvider();
        var reader = process.GetRequiredService<IReferenceReader>();
        var watch = Stopwatch.StartNew();
        var reference = await reader.GetAsync();
        yield return ("read all reference data", "ms", watch.Elapsed.TotalMilliseconds);
        yield return (
            "memory of reference data",
            "MiB",
            Math.Max(0.1, (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0)
        );
        yield return ("read again after one unit changed", "ms", await ReadAgainAsync(bench, reader));
        var times = new Timings();
        foreach (var text in (string[])["江", "平安", "3801", "安 平", "没有这样的名称"])
        {
            watch.Restart();
            UnitSearch.Find(reference.Units, text, UnitScope.Everything, new(2014, 10, 31), 30);
            times.Add(watch.Elapsed);
        }
        yield return ("search of units, slowest of five", "ms", times.Slowest.TotalMilliseconds);
    }

    private static async Task<double> ReadAgainAsync(Workbench bench, IReferenceReader reader)
    {
        var times = new Timings();
        for (var round = 0; round < Rounds; round++)
        {
            var change = $"code,name,kind,parentCode\n{(await reader.GetAsync()).Units.All[0].Code},临海省{round},province,";
            await using var content = new MemoryStream(Encoding.UTF8.GetBytes(change));
            await bench.Get<UnitImporter>().ImportAsync(Actor.System, content, new("units.csv"));
            var watch = Stopwatch.StartNew();
            await reader.GetAsync();
            times.Add(watch.Elapsed);
        }
        return times.Median.TotalMilliseconds;
    }

    private static async Task<double> ImportAsync(Workbench bench, int units)
    {
        var file = bench.PathOf("units.csv");
        await using (var writer = new StreamWriter(file))
            await ProvinceDemonstration.WriteUnitsAsync(writer, units);
        var watch = Stopwatch.StartNew();
        await using var content = File.OpenRead(file);
        var result = await bench.Get<UnitImporter>().ImportAsync(Actor.System, content, new("units.csv"));
        if (result.Rows != units || result.Errors.Count > 0)
            throw new InvalidOperationException($"{result.Rows} rows, {result.Errors.FirstOrDefault()}");
        using var process = Process.GetCurrentProcess();
        Console.Error.WriteLine($"import of {units} units: peak working set {process.PeakWorkingSet64 >> 20} MiB");
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Two months of every shipped form, submitted by nine of ten units that owe them.</summary>
    private static async Task SubmitAsync(Workbench bench)
    {
        await bench.Get<FormWriter>().InstallAsync(Actor.System, new(2014, 9, 1), new(2014, 10, 1));
        var (tree, forms) = (
            (await bench.Get<IReferenceReader>().GetAsync()).Units,
            (await bench.Get<IFigureReferences>().GetAsync()).Forms
        );
        await using var db = bench.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var written = 0;
        foreach (var month in (DateOnly[])[new(2014, 9, 1), new(2014, 10, 1)])
        {
            foreach (
                var sheets in tree
                    .All.SelectMany(u => forms.Where(f => f.IsOwedBy(tree, u.Id, month)).Select(f => (u.Id, Form: f.Id)))
                    .Where(_ => ++written % 10 != 0)
                    .Chunk(5_000)
            )
            {
                var at = new DateTimeOffset(month.AddMonths(1).ToDateTime(new(2, 0)), TimeSpan.Zero);
                db.FigureSheets.AddRange(
                    sheets.Select(s => new FigureSheet
                    {
                        FormId = s.Form,
                        UnitId = s.Id,
                        Month = month,
                        Revision = 1,
                        Status = FigureStatus.Submitted,
                        FirstSubmittedAt = at,
                        SubmittedAt = at,
                        SubmittedBy = "clerk",
                    })
                );
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }
        await transaction.CommitAsync();
    }
}
