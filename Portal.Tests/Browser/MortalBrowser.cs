using System.Diagnostics;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>A browser of its own with an empty profile that can be killed like a process.</summary>
internal sealed class MortalBrowser : IAsyncDisposable
{
    private const string PortFile = "DevToolsActivePort";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private MortalBrowser(Process process, DirectoryInfo profile, IPlaywright playwright, IBrowser browser) =>
        (_process, _profile, _playwright, _browser) = (process, profile, playwright, browser);

    public static async Task<MortalBrowser> StartAsync(CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("portal-browser-");
        var process = Process.Start(
            PortalInBrowser.Command([$"--user-data-dir={profile.FullName}", "--remote-debugging-port=0", "--headless=new", "about:blank"])
        )!;
        process.BeginOutputReadLine(); // without a reader, its full output pipe would block it
        process.BeginErrorReadLine();
        var playwright = await Playwright.CreateAsync();
        var port = await PortAsync(Path.Combine(profile.FullName, PortFile), cancellation);
        return new(process, profile, playwright, await playwright.Chromium.ConnectOverCDPAsync($"http://127.0.0.1:{port}"));
    }

    public Task<Visitor> VisitAsync(Uri origin) => Visitor.OpenAsync(_browser, origin, new());

    /// <summary>SIGKILL to every process of it, at once.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _playwright.Dispose();
        _profile.Delete(recursive: true);
    }

    // The browser writes the port it has taken into its profile, in the first line.
    private static async Task<string> PortAsync(string file, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await again.WaitForNextTickAsync(patience.Token))
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file, patience.Token) is { Length: > 1 } lines)
                return lines[0];
        }
        throw new UnreachableException();
    }
}
