using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Portal.Benchmarks.Live;

/// <summary>The portal in a process of its own, configured as in production, over the database of a workbench.</summary>
internal sealed partial class PortalUnderTest : IAsyncDisposable
{
    private const long CollectHeap = 0x800000;
    private const long CollectionEvents = 0x1;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PortalUnderTest(Workbench bench, IReadOnlyDictionary<string, string> settings)
    {
        _process = Start(bench, settings);
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The process's memory, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The processor time of the process so far, of all cores together.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the process and waits until it is ready.</summary>
    /// <param name="bench">The workbench with the database.</param>
    /// <param name="settings">Further settings, by the names of environment variables.</param>
    public static async Task<PortalUnderTest> StartAsync(Workbench bench, IReadOnlyDictionary<string, string> settings)
    {
        var portal = new PortalUnderTest(bench, settings);
        portal.Address = await portal._listening.Task.WaitAsync(s_patience);
        using var client = new HttpClient { BaseAddress = portal.Address };
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var giveUp = new CancellationTokenSource(s_patience);
        while (await again.WaitForNextTickAsync(giveUp.Token))
        {
            using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), giveUp.Token);
            if (answer.IsSuccessStatusCode)
                break;
        }
        return portal;
    }

    /// <summary>Makes the process collect its garbage, and waits for it.</summary>
    /// <returns>The bytes of live objects after it.</returns>
    public async Task<long> CollectAsync()
    {
        var client = new DiagnosticsClient(_process.Id);
        using var session = client.StartEventPipeSession(
            new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectHeap | CollectionEvents)
        );
        using var events = new EventPipeEventSource(session.EventStream);
        var bytes = 0L;
        events.Clr.GCHeapStats += heap => bytes = heap.TotalHeapSize;
        var reading = Task.Run(events.Process);
        await session.StopAsync(CancellationToken.None);
        await reading;
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(Workbench bench, IReadOnlyDictionary<string, string> settings)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var root = framework.Parent!.Parent!.Parent!.Parent!;
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(root.FullName, "Portal", "bin", framework.Parent!.Name, framework.Name, "Portal.dll"), "serve"]
        )
        {
            WorkingDirectory = bench.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Portal__Database"] = bench.Kind.ToString();
        start.Environment["ConnectionStrings__Portal"] = bench.ConnectionString;
        start.Environment["Portal__Access__MostCircuitsPerUser"] = "100000"; // all viewers share one account
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Receive(string? line)
    {
        if (line is null)
            _listening.TrySetException(new InvalidOperationException("The portal ended before it listened."));
        else if (Listening().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups["address"].Value + "/"));
        else if (line.Contains(" ERR]", StringComparison.Ordinal) || line.Contains(" WRN]", StringComparison.Ordinal))
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  portal: {line}"));
    }

    [GeneratedRegex(@"Now listening on: .*?(?<address>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Listening();
}
