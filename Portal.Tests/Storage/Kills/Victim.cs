using System.Diagnostics;
using System.Text;

namespace Portal.Tests.Storage.Kills;

/// <summary>A process of these tests that works on a database until it is killed.</summary>
internal sealed class Victim : IDisposable
{
    /// <summary>The first line of the ledger.</summary>
    public const string Begun = "begun";

    private const int KilledBySignal9 = 128 + 9;

    private static readonly TimeSpan s_firstStep = TimeSpan.FromMilliseconds(200);

    private readonly VictimOrder _order;
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Victim(VictimOrder order)
    {
        _order = order;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(Victim).Assembly.Location,
                "--explicit",
                "only",
                "--filter-method",
                $"{typeof(VictimProcess).FullName}.{nameof(VictimProcess.WorkUntilKilled)}",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        order.Write(start.Environment);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The steps that were acknowledged, in their order.</summary>
    public IReadOnlyList<string> Acknowledged => [.. Lines().Skip(1)];

    /// <summary>Starts it; it works at once.</summary>
    public static Victim Start(VictimOrder order) => new(order);

    /// <summary>Waits for some acknowledged steps, and kills it at a random instant of the next.</summary>
    /// <returns>Whether it was killed; false when it had ended its work before.</returns>
    public async Task<bool> KillAsync(int afterSteps, Random random, CancellationToken cancellation)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!_process.HasExited && Lines().Count == 0)
            await again.WaitForNextTickAsync(cancellation);
        var working = Stopwatch.StartNew();
        while (!_process.HasExited && Lines().Count <= afterSteps)
            await again.WaitForNextTickAsync(cancellation);
        var step = afterSteps == 0 ? s_firstStep : working.Elapsed / afterSteps;
        var last = working.Elapsed + (step * random.NextDouble());
        while (!_process.HasExited && working.Elapsed < last)
            await again.WaitForNextTickAsync(cancellation);
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancellation);
        Assert.True(Lines().Count > 0, $"The process did not begin its work.\n{_output}");
        Assert.True(_process.ExitCode is 0 or KilledBySignal9, $"The process failed.\n{_output}");
        return _process.ExitCode == KilledBySignal9;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private List<string> Lines()
    {
        if (!File.Exists(_order.Ledger))
            return [];
        using var file = new FileStream(_order.Ledger, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private void Hear(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
