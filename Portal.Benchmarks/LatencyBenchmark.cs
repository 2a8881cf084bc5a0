using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Live.Snapshots;

namespace Portal.Benchmarks;

/// <summary>The time from the sending of a case to the API until a page that follows the figures has the snapshot with it.</summary>
internal static class LatencyBenchmark
{
    private const int Posts = 200;
    private const int WarmUp = 10;
    private const int Callers = 16;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_rush = TimeSpan.FromSeconds(10);

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var bench = (await run.LongAsync(kind)).Bench;
        await LiveBenchmark.SettleAsync(bench);
        await using var app = await PortalApp.CreateAsync([
            "--urls=http://127.0.0.1:0",
            $"--Portal:Database={kind}",
            $"--ConnectionStrings:Portal={bench.ConnectionString}",
            "--Portal:Demo=false",
            "--Portal:Reports:Day=0",
            $"--Portal:Imports:Folder={bench.PathOf("imports")}",
            "--Serilog:MinimumLevel:Default=Warning",
        ]);
        await app.StartAsync();
        using var client = await CallerAsync(app);
        var times = await FollowAsync(app, client);
        var rush = await RushAsync(client);
        await app.StopAsync();
        var latency = new Measurement(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a case sent to the API → the snapshot of an open page at {run.Cases:#,0} cases ({kind})"
            ),
            $"p50 {ResultTable.Milliseconds(times.Median)}, p99 {ResultTable.Milliseconds(times.P99)}",
            $"limit {ResultTable.Milliseconds(s_limit)}",
            times.P99 / s_limit,
            "p99 ≤ 1 ×",
            times.P99 <= s_limit
        );
        var calls = string.Create(
            CultureInfo.InvariantCulture,
            $"single cases sent by {Callers} callers at once at {run.Cases:#,0} cases, each committed by itself ({kind})"
        );
        return [latency, new(calls, string.Create(CultureInfo.InvariantCulture, $"{rush:#,0} cases/s"), "", 1, "told", Kept: true)];
    }

    /// <summary>How many single cases a second are accepted when several systems send at once.</summary>
    private static async Task<double> RushAsync(HttpClient client)
    {
        var (sent, watch) = (Posts, Stopwatch.StartNew());
        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(async _ =>
                {
                    while (watch.Elapsed < s_rush)
                        await PostAsync(client, Interlocked.Increment(ref sent));
                })
        );
        return (sent - Posts) / watch.Elapsed.TotalSeconds;
    }

    private static async Task<HttpClient> CallerAsync(WebApplication app)
    {
        var district = (await app.Services.GetRequiredService<IReferenceReader>().GetAsync()).Units.Find("D")!.Id;
        var key = await app
            .Services.GetRequiredService<ApiKeyring>()
            .CreateAsync(Actor.System, "latency", district, [Permissions.CasesWrite]);
        var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    private static async Task<Timings> FollowAsync(WebApplication app, HttpClient client)
    {
        var (views, feed) = (app.Services.GetRequiredService<LiveSnapshotCache>(), app.Services.GetRequiredService<MetricsFeed>());
        var district = app.Services.GetRequiredService<IReferenceReader>().Latest.Units.Find("D")!.Id;
        var key = new LiveKey(district, new(new(2014, 1, 1), new(2014, 10, 31)), RecordStream.Cases);
        using var watching = views.Watch(key);
        var seen = await AcceptedAsync(views, key);
        var (expected, arrived) = (long.MaxValue, new TaskCompletionSource());
        using var following = feed.Subscribe(async () =>
        {
            seen = await AcceptedAsync(views, key);
            if (seen >= Volatile.Read(ref expected))
                arrived.TrySetResult();
        });

        var times = new Timings();
        for (var number = -WarmUp; number < Posts; number++)
        {
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref expected, seen + 1);
            var watch = Stopwatch.StartNew();
            await PostAsync(client, number);
            await arrived.Task.WaitAsync(s_patience);
            if (number >= 0)
                times.Add(watch.Elapsed);
        }
        return times;
    }

    private static async Task<long> AcceptedAsync(LiveSnapshotCache views, LiveKey key) =>
        (await views.GetAsync(key, Actor.System)).CurrentOrZero.Accepted.Accepted;

    private static async Task PostAsync(HttpClient client, int number)
    {
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            [{"source":"latency","caseNo":"{{number}}-{{Guid.NewGuid():n}}","unitCode":"S{{Math.Abs(number) % Workbench.Streets}}C0",
              "itemCode":"I1","channel":"window","acceptedAt":"2014-10-30T09:00:00+08:00"}]
            """
        );
        using var answer = await client.PostAsync(
            new Uri("/api/v1/cases", UriKind.Relative),
            new StringContent(body, Encoding.UTF8, "application/json")
        );
        answer.EnsureSuccessStatusCode();
    }
}
