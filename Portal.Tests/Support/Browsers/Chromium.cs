using System.Collections;
using System.Diagnostics;
using Microsoft.Playwright;

namespace Portal.Tests.Support.Browsers;

/// <summary>The browser of the system, as tests and benchmarks start it: without a window, and with an empty profile.</summary>
internal static class Chromium
{
    private const string HeadlessShell = "/usr/bin/chromium-headless-shell";

    private static readonly string[] s_arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-dev-shm-usage",
    ];

    /// <summary>Its program, whether or not it is installed.</summary>
    // The shell draws pages alone. The whole browser without a window draws its own interface too, which took half of the processor.
    public static readonly string Program = File.Exists(HeadlessShell) ? HeadlessShell : "/usr/bin/chromium";

    public static bool IsInstalled => File.Exists(Program);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Program,
                Args = s_arguments,
                Env = Surroundings(),
            }
        );

    /// <summary>The options to start it without Playwright.</summary>
    public static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, [.. s_arguments, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Surroundings())
            start.Environment[name] = value;
        return start;
    }

    // Where no locale is set, Chromium calls every download with a Chinese name “download”.
    private static IEnumerable<KeyValuePair<string, string>> Surroundings() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(v => KeyValuePair.Create((string)v.Key, (string?)v.Value ?? ""))
            .Where(v => v.Key is not ("LANG" or "LC_ALL"))
            .Append(new("LC_ALL", "C.UTF-8"));
}
