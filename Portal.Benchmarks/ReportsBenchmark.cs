using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Documents.Content;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Benchmarks;

/// <summary>
/// Reports of a district with 63 units and 100,000 cases: one as Word and Excel together, and a night's drafts of all units.
/// </summary>
internal static class ReportsBenchmark
{
    private const int Cases = 100_000;
    private const int Rounds = 20;
    private const int WarmUp = 2;
    private const int Night = 1_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");

    public static async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        await using var bench = await Workbench.CreateAsync();
        await ImportBenchmark.ImportAsync(bench, Cases, "reports.csv");
        await FoldBenchmark.FoldAllAsync(bench);
        await bench.Get<FormWriter>().InstallAsync(Actor.System, new(2014, 1, 1), new(2014, 10, 1));
        return [await OneAsync(bench), await NightAsync(bench)];
    }

    private static async Task<Measurement> OneAsync(Workbench bench)
    {
        var key = new ReportKey("D", new(2014, 1, 1), new(2014, 10, 1));
        var times = new List<TimeSpan>();
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var format in Enum.GetValues<ReportFormat>())
            {
                _ =
                    await bench.Get<IReportReader>().FileAsync(Actor.System, key, format, s_language)
                    ?? throw new InvalidOperationException("There is no report.");
            }
            if (round >= 0)
                times.Add(watch.Elapsed);
        }
        times.Sort();
        var (median, slowest) = (times[Rounds / 2], times[^1]);
        return new(
            "report of a district with 63 units, January to October, Word and Excel together",
            $"median {ResultTable.Milliseconds(median)}, slowest {ResultTable.Milliseconds(slowest)}",
            $"limit {ResultTable.Milliseconds(s_limit)}",
            slowest / s_limit,
            "≤ 1 ×",
            slowest <= s_limit
        );
    }

    /// <summary>
    /// Counts live memory after a collection: between a tenth of the night and its end it must not grow by more than a tenth.
    /// </summary>
    private static async Task<Measurement> NightAsync(Workbench bench)
    {
        var units = (await bench.Get<IReferenceReader>().GetAsync()).Units.All.Select(u => u.Id).Order().ToList();
        var months = Enumerable.Range(0, (Night / units.Count) + 1).Select(n => new DateOnly(2014, 10, 1).AddMonths(-n)).ToList();
        List<ReportBuild> wanted = [.. months.SelectMany(m => units.Select(u => Ask(u, m))).Take(Night)];
        await AskAsync(bench, wanted.Take(Night / 10));
        var builder = bench.Get<ReportBuilder>();
        var watch = Stopwatch.StartNew();
        var built = await builder.BuildWaitingAsync();
        var early = GC.GetTotalMemory(forceFullCollection: true);
        await AskAsync(bench, wanted.Skip(Night / 10));
        built += await builder.BuildWaitingAsync();
        watch.Stop();
        var late = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        var ratio = (double)late / early;
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a night's {built:#,0} drafts, Word and Excel: {watch.Elapsed.TotalSeconds:0} s, "
                    + $"peak working set {process.PeakWorkingSet64 >> 20} MiB"
            ),
            string.Create(CultureInfo.InvariantCulture, $"{late >> 20} MiB live after all"),
            string.Create(CultureInfo.InvariantCulture, $"{early >> 20} MiB after a tenth"),
            ratio,
            "≤ 1.1 ×",
            ratio <= 1.1 && built == Night
        );
    }

    private static ReportBuild Ask(int unitId, DateOnly month) =>
        new()
        {
            UnitId = unitId,
            From = month,
            To = month,
            Language = s_language.Name,
            RequestedBy = Actor.System.Name,
            RequestedAt = DateTimeOffset.UnixEpoch,
        };

    private static async Task AskAsync(Workbench bench, IEnumerable<ReportBuild> wanted)
    {
        await using var db = bench.Open();
        db.ReportBuilds.AddRange(wanted);
        await db.SaveChangesAsync();
    }
}
