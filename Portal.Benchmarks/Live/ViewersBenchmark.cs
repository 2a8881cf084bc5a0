using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Tests.Support.Circuits;

namespace Portal.Benchmarks.Live;

/// <summary>
/// Many open live pages of one portal: how soon they show a case, the cost of each, and that slow and closing pages do not delay others.
/// </summary>
/// <remarks>
/// The pages are circuits without browsers in this process; its processor time is reported beside the portal's.
/// </remarks>
internal sealed class ViewersBenchmark : IAsyncDisposable
{
    private const string Page = "live?from=2014-01-01&to=2014-10-31";
    private const string Password = "Right-Away-2014";
    private const int Posts = 15;
    private const int SlowViewers = 200;
    private const int WarmUp = 20;
    private const int WarmUpCases = 100;
    private const int MostCollections = 10;
    private const double Mebi = 1 << 20;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_warmUpInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(20);

    private readonly ExpectedCounts _expected = new();
    private readonly int _count;
    private readonly TimeSpan _turnover;
    private readonly PortalUnderTest _portal;
    private readonly CircuitVisitor _visitor;
    private readonly CasePoster _poster;
    private readonly string _where;
    private double _idle;
    private TimeSpan _unwatched;

    private ViewersBenchmark(BenchmarkRun run, DatabaseKind kind, PortalUnderTest portal, string key)
    {
        (_count, _turnover, _portal) = (run.Viewers, TimeSpan.FromMinutes(run.Minutes), portal);
        _visitor = new CircuitVisitor(portal.Address);
        _poster = new CasePoster(portal.Address, key, _expected);
        _where = string.Create(CultureInfo.InvariantCulture, $"{run.Viewers:#,0} viewers, {run.Cases:#,0} cases ({kind})");
    }

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run)
    {
        var results = new List<Measurement>();
        foreach (var kind in run.Databases)
            results.AddRange(await RunAsync(run, kind));
        return results;
    }

    public async ValueTask DisposeAsync()
    {
        _poster.Dispose();
        _visitor.Dispose();
        await _portal.DisposeAsync();
    }

    private static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var bench = (await run.LongAsync(kind)).Bench;
        var district = (await bench.Get<IReferenceReader>().GetAsync()).Units.Find("D")!.Id;
        await bench.Get<UserAdministration>().CreateAsync(Actor.System, new UserDraft("viewer", "viewer", Role.Leader, district), Password);
        var key = await bench.Get<ApiKeyring>().CreateAsync(Actor.System, "viewers", district, [Permissions.CasesWrite]);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Portal__Circuits__KeptSeconds"] = Text(s_kept.TotalSeconds),
        };
        await using var benchmark = new ViewersBenchmark(run, kind, await PortalUnderTest.StartAsync(bench, settings), key);
        return await benchmark.MeasureAsync();
    }

    private async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        await _visitor.SignInAsync("viewer", Password);
        var idle = await WarmUpAsync();
        var results = new List<Measurement>();
        await using var crowd = new ViewerCrowd(_visitor, Page, _expected);
        results.Add(await OpenAsync(crowd));
        var (update, normal) = await UpdateAsync(crowd, $"a case accepted → shown by {_where}");
        results.Add(update);
        results.Add(await MemoryAsync(idle, $"memory of {_where}"));
        results.Add(await SlowAsync(crowd, normal));
        await crowd.CloseAsync(hangUp: false);
        results.AddRange(await TurnoverAsync());
        results.AddRange(await AgainAsync());
        return results;
    }

    private async Task<long> WarmUpAsync()
    {
        await using (var few = new ViewerCrowd(_visitor, Page, _expected))
        {
            await few.OpenAsync(WarmUp);
            _poster.StartFrom(await _visitor.GetAsync(Page));
            await _poster.PostAsync(WarmUp, s_warmUpInterval);
            await few.CloseAsync(hangUp: false);
        }
        // Hot code is compiled again with optimisation for some time after the start: this is no cost of a case.
        await _poster.PostAsync(WarmUpCases, s_warmUpInterval);
        var (portal, watch) = (_portal.Processor, Stopwatch.StartNew());
        await Task.Delay(s_idle);
        _idle = (_portal.Processor - portal) / watch.Elapsed;
        (portal, watch) = (_portal.Processor, Stopwatch.StartNew());
        await _poster.PostAsync(Posts, s_interval);
        _unwatched = (_portal.Processor - portal - (_idle * watch.Elapsed)) / Posts;
        Print(
            $"idle, the portal takes {_idle * 1_000:0} ms of processor a second; a case nobody watches {_unwatched.TotalMilliseconds:0} ms"
        );
        return await SettledAsync();
    }

    private async Task<Measurement> OpenAsync(ViewerCrowd crowd)
    {
        var (portal, own, watch) = (_portal.Processor, Own(), Stopwatch.StartNew());
        await crowd.OpenAsync(_count);
        var time = watch.Elapsed;
        var each = (_portal.Processor - portal) / _count;
        var size = crowd.Viewers.Average(v => v.Bytes);
        var client = (Own() - own) / _count;
        Print($"{_count} opened in {time.TotalSeconds:0.0} s, {crowd.Failures} failed");
        Print($"each: portal {each.TotalMilliseconds:0.0} ms and client {client.TotalMilliseconds:0.0} ms of processor");
        Print($"each: {size / 1024:0} KiB of batches");
        return new(
            $"opening {_where}",
            string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s, {crowd.Failures} failed"),
            $"{ResultTable.Milliseconds(each)} of processor each",
            crowd.Failures / (double)_count,
            "none fails",
            crowd.Failures == 0
        );
    }

    private async Task<(Measurement Measurement, TimeSpan Tail)> UpdateAsync(ViewerCrowd crowd, string work)
    {
        var from = _expected.All.Count;
        var viewers = crowd.Viewers.ToList();
        var (bytes, batchesBefore) = (viewers.Sum(v => v.Bytes), viewers.Sum(v => (long)v.Batches));
        var (portal, own, watch) = (_portal.Processor, Own(), Stopwatch.StartNew());
        await _poster.PostAsync(Posts, s_interval);
        var updates = Posts * (double)viewers.Count;
        var (time, spent, client) = (
            watch.Elapsed,
            _portal.Processor - portal - (_idle * watch.Elapsed) - (Posts * _unwatched),
            Own() - own
        );
        var seen = viewers.ConvertAll(v => v.Delays(from).ToList());
        var delays = seen.SelectMany(d => d).Order().ToList();
        var (median, p95, p99, last) = (
            delays[delays.Count / 2],
            delays[delays.Count * 95 / 100],
            delays[delays.Count * 99 / 100],
            delays[^1]
        );
        var latest = last == TimeSpan.MaxValue ? "never" : Text(Math.Round(last.TotalMilliseconds));
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {median.TotalMilliseconds:0} ms, p95 {p95.TotalMilliseconds:0} ms, p99 {p99.TotalMilliseconds:0} ms, last {latest} ms"
        );
        var lastOfEach = Enumerable.Range(0, Posts).Select(i => Text(Math.Round(seen.Max(d => d[i]).TotalMilliseconds)));
        var (size, batches) = (viewers.Sum(v => v.Bytes) - bytes, viewers.Sum(v => (long)v.Batches) - batchesBefore);
        Print($"{work}: {figures}");
        Print($"  the last of each case: {string.Join(", ", lastOfEach)} ms");
        Print($"beyond idling and the cost of an unwatched case, an update takes of the processor:");
        Print($"  portal {(spent / updates).TotalMilliseconds:0.00} ms, client {(client / updates).TotalMilliseconds:0.00} ms");
        Print($"  cores: portal {spent / time:0.00}, client {client / time:0.00}");
        Print($"  {size / updates / 1024:0.0} KiB in {batches / updates:0.00} batches an update");
        return (
            new(
                work,
                figures,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(spent / updates).TotalMilliseconds:0.00} ms of processor an update, "
                        + $"the client {(client / updates).TotalMilliseconds:0.00} ms"
                ),
                last.TotalSeconds,
                "every one within 1 s",
                last <= TimeSpan.FromSeconds(1)
            ),
            p95
        );
    }

    // After all opening and closing: the same delay and the same memory as at first.
    private async Task<IReadOnlyList<Measurement>> AgainAsync()
    {
        var idle = await SettledAsync();
        await using var crowd = new ViewerCrowd(_visitor, Page, _expected);
        await crowd.OpenAsync(_count);
        var (update, _) = await UpdateAsync(crowd, $"a case accepted → shown afterwards by {_where}");
        var memory = await MemoryAsync(idle, $"memory afterwards of {_where}");
        await crowd.CloseAsync(hangUp: false);
        return [update, memory];
    }

    private async Task<Measurement> MemoryAsync(long idle, string work)
    {
        var full = _portal.MemoryBytes;
        var settled = await SettledAsync();
        var each = (full - idle) / (double)_count;
        Print($"memory {idle / Mebi:0} MiB idle, {full / Mebi:0} MiB with {_count}, {settled / Mebi:0} MiB after a collection");
        return new(
            work,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{each / 1024:0} KiB each, {(settled - idle) / 1024.0 / _count:0} KiB after a collection"
            ),
            string.Create(CultureInfo.InvariantCulture, $"idle {idle / Mebi:0} MiB"),
            each / Mebi,
            "≤ 1 MiB each",
            each <= Mebi
        );
    }

    private async Task<Measurement> SlowAsync(ViewerCrowd crowd, TimeSpan normal)
    {
        var before = await SettledAsync();
        await using var slow = new ViewerCrowd(_visitor, Page, _expected);
        await slow.OpenAsync(SlowViewers, acknowledge: false);
        var (_, tail) = await UpdateAsync(crowd, $"the same beside {SlowViewers} that acknowledge nothing");
        var each = (await SettledAsync() - before) / (double)SlowViewers / Mebi;
        var ratio = tail / normal;
        return new(
            $"{SlowViewers} viewers that acknowledge nothing beside {_where}",
            string.Create(CultureInfo.InvariantCulture, $"p95 of the others {ResultTable.Milliseconds(tail)}, {each:0.00} MiB each"),
            $"p95 without them {ResultTable.Milliseconds(normal)}",
            ratio,
            "≤ 1.2 ×, ≤ 5 MiB each",
            ratio <= 1.2 && each <= 5
        );
    }

    // Opens pages, closes half of them properly and half by their connections alone, again and again.
    private async Task<IEnumerable<Measurement>> TurnoverAsync()
    {
        var (after, objects) = (new List<long>(), new List<long>());
        var watch = Stopwatch.StartNew();
        while (after.Count < 3 || watch.Elapsed < _turnover)
        {
            foreach (var hangUp in new[] { false, true })
            {
                await using var crowd = new ViewerCrowd(_visitor, Page, _expected);
                await crowd.OpenAsync(_count / 2);
                await _poster.PostAsync(2, TimeSpan.FromSeconds(1));
                await crowd.CloseAsync(hangUp);
            }
            await Task.Delay(s_kept + TimeSpan.FromSeconds(20));
            after.Add(await SettledAsync());
            objects.Add(await _portal.CollectAsync());
            Print($"memory after round {after.Count}: {after[^1] / Mebi:0} MiB, {objects[^1] / Mebi:0} MiB of it objects");
        }
        return [Against("memory", after), Against("objects in memory", objects)];

        Measurement Against(string what, List<long> bytes)
        {
            // A heap keeps free room for a while, so single rounds vary: the later rounds must not be higher than the earlier ones.
            var half = (bytes.Count + 1) / 2;
            var (earlier, later) = (Middle(bytes.Take(half)), Middle(bytes.TakeLast(half)));
            var ratio = later / earlier;
            return new(
                string.Create(CultureInfo.InvariantCulture, $"{what} after {bytes.Count} rounds of opening and leaving, {_where}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"second half {later / Mebi:0} MiB, {bytes.Min() / Mebi:0} to {bytes.Max() / Mebi:0}"
                ),
                string.Create(CultureInfo.InvariantCulture, $"first half {earlier / Mebi:0} MiB"),
                ratio,
                "≤ 1.1 ×",
                ratio <= 1.1
            );
        }
    }

    private static double Middle(IEnumerable<long> bytes)
    {
        var sorted = bytes.Order().ToList();
        return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2.0;
    }

    private async Task<long> SettledAsync()
    {
        // The runtime returns collected memory to the system little by little.
        var (before, now) = (long.MaxValue, _portal.MemoryBytes);
        for (var i = 0; i < MostCollections && now < before * 0.98; i++)
        {
            await _portal.CollectAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
            (before, now) = (now, _portal.MemoryBytes);
        }
        return now;
    }

    private static TimeSpan Own()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.Error.WriteLine("  " + line.ToString(CultureInfo.InvariantCulture));
}
