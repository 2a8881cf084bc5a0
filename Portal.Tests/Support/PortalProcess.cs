using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Navigation;

namespace Portal.Tests.Support;

/// <summary>
/// The real portal as a process of its own, on a free port, with a database of its own (<see cref="TestStore.Usual"/>) unless its settings
/// name another.
/// </summary>
public sealed partial class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(300);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TestStore _store;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private readonly IReadOnlyList<string> _launcher;

    private PortalProcess(bool demonstration, TestStore store, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> launcher)
    {
        (_store, _settings, _launcher) = (store, settings, launcher);
        _folder = Directory.CreateTempSubdirectory("portal-app-");
        Demonstration = demonstration;
        _process = Start(["serve"]);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool Demonstration { get; }

    /// <summary>Where it answers, such as <c>http://127.0.0.1:43210/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Everything it said so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it and waits until it is ready: with the demonstration, until that is there.</summary>
    /// <param name="demonstration">Fill it with the demonstration.</param>
    /// <param name="settings">More settings, as environment variables have them; they win over those of every process.</param>
    /// <param name="launcher">A program, with its arguments, that runs the portal with fewer rights; none by default.</param>
    public static async Task<PortalProcess> StartAsync(
        bool demonstration,
        IReadOnlyDictionary<string, string>? settings = null,
        IReadOnlyList<string>? launcher = null
    )
    {
        var portal = new PortalProcess(
            demonstration,
            await TestStore.CreateEmptyAsync(TestStore.Usual),
            settings ?? new Dictionary<string, string>(),
            launcher ?? []
        );
        try
        {
            portal.Address = await portal._listening.Task.WaitAsync(s_patience);
            await portal.UntilReadyAsync();
            return portal;
        }
        catch (Exception problem) when (problem is TimeoutException or InvalidOperationException)
        {
            var log = portal.Log;
            await portal.DisposeAsync();
            throw new InvalidOperationException($"The portal did not start.\n{log}", problem);
        }
    }

    /// <summary>Runs one command of the portal's command line on the same database.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        command.StandardInput.Close();
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return new(command.ExitCode, await output, await errors);
    }

    /// <summary>A client with a new API key that has the permissions.</summary>
    public async Task<HttpClient> CreateApiClientAsync(string unit, params string[] permissions)
    {
        var made = await RunAsync(["apikey", "create", "--name", "test", "--unit", unit, "--permission", .. permissions]);
        Assert.True(made.ExitCode == 0, made.Output + made.Errors);
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", made.Output.Trim().Split('\n')[^1].Trim());
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The portal as it was built with the tests.</summary>
    public static string Binary { get; } =
        Path.Combine(
            TestFiles.Root,
            "Portal",
            "bin",
            new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, // Debug or Release
            new DirectoryInfo(AppContext.BaseDirectory).Name,
            "Portal.dll"
        );

    private Process Start(string[] arguments)
    {
        string[] line = [.. _launcher, "dotnet", Binary, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Portal__Access__MostCircuitsPerUser"] = "100"; // tests share accounts
        start.Environment["Portal__Demo"] = Demonstration ? "true" : "false";
        foreach (
            var (name, value) in _store
                .Settings.Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value))
                .Concat(_settings.Select(s => (s.Key, s.Value)))
        )
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _listening.TrySetException(new InvalidOperationException("The portal ended."));
            return;
        }
        lock (_log)
            _log.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups["address"].Value + "/"));
    }

    private async Task UntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var giveUp = new CancellationTokenSource(s_patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await IsReadyAsync(client))
        {
            if (_process.HasExited)
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"The portal ended with {_process.ExitCode}.")
                );
            if (giveUp.IsCancellationRequested)
                throw new TimeoutException("The portal did not get ready.");
            await again.WaitForNextTickAsync();
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        if (!answer.IsSuccessStatusCode || !Demonstration)
            return answer.IsSuccessStatusCode;
        var filling = await client.GetStringAsync(new Uri(PortalUrls.Filling + "/progress", UriKind.Relative));
        if (filling.Contains("\"failed\"", StringComparison.Ordinal))
            throw new InvalidOperationException("The demonstration could not be filled in.");
        return filling.Contains("\"finished\"", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Now listening on: .*?(?<address>http://127\.0\.0\.1:\d+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Listening();
}

/// <summary>How a command ended and what it said.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors);
