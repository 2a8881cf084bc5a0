using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Symbols;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Stacks;
using Microsoft.Diagnostics.Tracing.Stacks.Formats;

namespace Portal.Benchmarks;

/// <summary>
/// Samples the stacks of this process a thousand times a second while the work is repeated, and sums their time.
/// </summary>
/// <remarks>
/// Writes all samples to a file for speedscope.app, and prints the own time of the portal's parts and of its libraries.
/// </remarks>
internal static class Profile
{
    private const int MostLines = 12;
    private const int BufferMebibytes = 256;
    private const int NearOutside = 4;

    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(10);

    /// <summary>Calls out of managed code that work; in all others the thread waits.</summary>
    private static readonly string[] s_works = ["SQLite", "SqliteStatement"];

    /// <summary>The names under which stacks are summed: the innermost frame with one of them decides.</summary>
    private static readonly (string Frame, string Part)[] s_parts =
    [
        ("!SQLitePCL", "SQLite itself, and calls into it"),
        ("!Portal.Domain.Data.SqliteStatement", "SQLite itself, and calls into it"),
        ("!Microsoft.Data.Sqlite", "SQLite's provider"),
        ("!Npgsql.EntityFrameworkCore", "EF Core"),
        ("!Npgsql", "Npgsql: reading what PostgreSQL sends"),
        ("!Microsoft.EntityFrameworkCore", "EF Core"),
        ("!Portal.Domain.Metrics.Reading.LoadedCells", "adding up cells by question"),
        ("!Portal.Domain.Metrics.Reading.MetricsAnswer", "answers from sums"),
        ("!Portal.Domain.Metrics.Catalogue", "limits of the catalogue"),
        ("!Portal.Domain.Metrics", "planning what to read, and taking it"),
        ("!Portal.Live", "the snapshot"),
        ("!Portal.Domain", "the rest of the domain"),
    ];

    /// <summary>Profiles the work and prints its time by part.</summary>
    /// <param name="name">The name of the file, without its extension.</param>
    /// <param name="work">One round of the work, already warm.</param>
    /// <param name="folder">The folder of the file.</param>
    public static async Task OfAsync(string name, Func<Task> work, string folder)
    {
        Directory.CreateDirectory(folder);
        var trace = Path.Combine(folder, name + ".nettrace");
        var rounds = await TraceAsync(work, trace);
        var log = TraceLog.CreateFromEventPipeDataFile(trace);
        var samples = Samples(log, out var stacks);
        SpeedScopeStackSourceWriter.WriteStackViewAsJson(stacks, Path.Combine(folder, name + ".speedscope.json"));
        Print(name, rounds, samples);
        File.Delete(trace);
        File.Delete(log);
    }

    private static async Task<int> TraceAsync(Func<Task> work, string file)
    {
        var client = new DiagnosticsClient(Environment.ProcessId);
        EventPipeProvider[] providers =
        [
            new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational),
            new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, 0x14C14FCCBD),
        ];
        using var session = await client.StartEventPipeSessionAsync(
            providers,
            requestRundown: true,
            BufferMebibytes,
            CancellationToken.None
        );
        await using var content = File.Create(file);
        var writing = Task.Run(() => session.EventStream.CopyToAsync(content));
        var (rounds, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < s_span; rounds++)
            await work();
        await session.StopAsync(CancellationToken.None);
        await writing;
        return rounds;
    }

    private static Dictionary<string, double> Samples(string log, out StackSource stacks)
    {
        using var trace = new TraceLog(log);
        using var symbols = new SymbolReader(TextWriter.Null, nt_symbol_path: "");
        var source = new MutableTraceEventStackSource(trace) { OnlyManagedCodeStacks = true };
        new SampleProfilerThreadTimeComputer(trace, symbols).GenerateThreadTimeStacks(source);
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        source.ForEach(sample =>
        {
            if (PartOf(source, sample.StackIndex) is { } part)
                parts[part] = parts.GetValueOrDefault(part) + sample.Metric;
        });
        stacks = source;
        return parts;
    }

    /// <summary>Null for a waiting thread.</summary>
    private static string? PartOf(StackSource source, StackSourceCallStackIndex stack)
    {
        var frames = new List<string>();
        for (; stack != StackSourceCallStackIndex.Invalid; stack = source.GetCallerIndex(stack))
            frames.Add(source.GetFrameName(source.GetFrameIndex(stack), verboseName: false));
        var waits =
            frames[0] == "UNMANAGED_CODE_TIME"
            && !frames.Take(NearOutside).Any(frame => Array.Exists(s_works, work => frame.Contains(work, StringComparison.Ordinal)));
        return waits
            ? null
            : frames
                .Select(frame => s_parts.FirstOrDefault(p => frame.Contains(p.Frame, StringComparison.Ordinal)).Part)
                .FirstOrDefault(part => part is not null);
    }

    private static void Print(string name, int rounds, Dictionary<string, double> parts)
    {
        var all = parts.Values.Sum();
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {s_span.TotalMilliseconds / rounds:0.0} ms a round, {all / rounds:0.0} ms of it in this process:"
            )
        );
        foreach (var (part, time) in parts.OrderByDescending(p => p.Value).Take(MostLines))
        {
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {time / rounds, 6:0.00} ms  {time / all, 4:0%}  {part}")
            );
        }
    }
}
