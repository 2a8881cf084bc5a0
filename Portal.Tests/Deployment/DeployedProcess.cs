using System.Diagnostics;
using System.Text;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>A program of the deployment that runs until it is killed.</summary>
internal sealed class DeployedProcess : IAsyncDisposable
{
    private readonly ProcessStartInfo _start;
    private readonly StringBuilder _log = new();
    private Process _process;

    public DeployedProcess(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        string folder
    )
    {
        _start = new(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            _start.Environment[name] = value;
        _process = Run();
    }

    public bool IsRunning => !_process.HasExited;

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Kills it like a lost machine: it can write nothing any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it again, as systemd does.</summary>
    public void Restart()
    {
        _process.Dispose();
        _process = Run();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private Process Run()
    {
        Requirements.Need(Resource.Process);
        var process = Process.Start(_start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
    }
}
