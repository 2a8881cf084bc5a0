using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Portal.Domain.Data;

namespace Portal.Benchmarks;

/// <summary>The time from the start of the portal's process, on the long history, to its first page.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 5;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static async Task<Measurement> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var bench = (await run.LongAsync(kind)).Bench;
        var times = new Timings();
        for (var round = 0; round < Rounds; round++)
            times.Add(await StartAsync(bench, run.Published ?? AppContext.BaseDirectory));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"start with {run.Cases:#,0} cases on disk → first page served ({kind})"),
            $"median {ResultTable.Milliseconds(times.Median)}, slowest {ResultTable.Milliseconds(times.Slowest)}",
            $"limit {ResultTable.Milliseconds(s_limit)}",
            times.Median / s_limit,
            "≤ 1 ×",
            times.Median <= s_limit
        );
    }

    private static async Task<TimeSpan> StartAsync(Workbench bench, string folder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(Path.Combine(folder, "Portal.dll")), "serve"])
        {
            WorkingDirectory = Path.GetDirectoryName(bench.PathOf("portal.db"))!,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings(bench, address))
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await FirstPageAsync(address, process);
            return watch.Elapsed;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static Dictionary<string, string> Settings(Workbench bench, Uri address) =>
        new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Urls"] = address.ToString(),
            ["Portal__Database"] = bench.Kind.ToString(),
            ["ConnectionStrings__Portal"] = bench.ConnectionString,
            ["Portal__Demo"] = "false",
        };

    private static async Task FirstPageAsync(Uri address, Process process)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var giveUp = new CancellationTokenSource(s_patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await again.WaitForNextTickAsync(giveUp.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The portal ended with {process.ExitCode}.");
            try
            {
                using var page = await client.GetAsync(new Uri("/account/login", UriKind.Relative), giveUp.Token);
                page.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException problem) when (problem.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // The process does not listen yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
