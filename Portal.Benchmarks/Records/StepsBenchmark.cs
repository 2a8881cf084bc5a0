using System.Globalization;
using Microsoft.Playwright;
using Portal.Benchmarks.Live;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Tests.Support.Browsers;

namespace Portal.Benchmarks.Records;

/// <summary>
/// A leader's way in a browser, from the district to one case and back: from each click until the browser has drawn what it opens.
/// </summary>
internal sealed class StepsBenchmark : IAsyncDisposable
{
    private const string Start = "live?unit=D&from=2014-01&to=2014-10&focus=overdue";
    private const string Password = "Right-Away-2014";
    private const int Rounds = 20;
    private const int WarmUp = 5;
    private const float PatienceMilliseconds = 60_000;

    private const string FirstUnit = "section.b li .name a";
    private const string Overdue = "[data-tile=overdue] .hero a[data-metric=overdue]";
    private const string ListOfRecords = "[data-count][data-exact], [data-record]";

    /// <summary>Clicks, and waits for the frame after the one in which the page has it all.</summary>
    private const string ClickUntilDrawn = """
        async ([click, shown]) => {
          const frame = () => new Promise(done => requestAnimationFrame(done));
          while (!document.querySelector(click)) await frame();
          const from = performance.now();
          document.querySelector(click).click();
          while (shown.split(', ').some(part => !document.querySelector(part))) await frame();
          await frame();
          return performance.now() - from;
        }
        """;

    private static readonly TimeSpan s_promised = TimeSpan.FromMilliseconds(200);

    private readonly PortalUnderTest _portal;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Dictionary<string, Timings> _steps = [];
    private IPage _page = null!;

    private StepsBenchmark(PortalUnderTest portal, IPlaywright playwright, IBrowser browser) =>
        (_portal, _playwright, _browser) = (portal, playwright, browser);

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var bench = (await run.LongAsync(kind)).Bench;
        await LiveBenchmark.SettleAsync(bench);
        var district = (await bench.Get<IReferenceReader>().GetAsync()).Units.Find("D")!.Id;
        await bench.Get<UserAdministration>().CreateAsync(Actor.System, new UserDraft("steps", "steps", Role.Leader, district), Password);
        var playwright = await Playwright.CreateAsync();
        await using var benchmark = new StepsBenchmark(
            await PortalUnderTest.StartAsync(bench, new Dictionary<string, string>(StringComparer.Ordinal)),
            playwright,
            await Chromium.LaunchAsync(playwright)
        );
        await benchmark.SignInAsync();
        for (var round = -WarmUp; round < Rounds; round++)
            await benchmark.WalkAsync(counts: round >= 0);
        return benchmark.Measurements(run.Cases, kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _portal.DisposeAsync();
    }

    private async Task SignInAsync()
    {
        _page = await _browser.NewPageAsync(
            new()
            {
                BaseURL = _portal.Address.ToString(),
                ViewportSize = new() { Width = 1920, Height = 1080 },
                Locale = "zh-CN",
            }
        );
        _page.SetDefaultTimeout(PatienceMilliseconds);
        await _page.GotoAsync("account/login");
        await _page.FillAsync("#username", "steps");
        await _page.FillAsync("#password", Password);
        await _page.PressAsync("#password", "Enter");
        await _page.WaitForURLAsync(address => !address.Contains("/account/", StringComparison.Ordinal));
    }

    private async Task WalkAsync(bool counts)
    {
        await _page.GotoAsync(Start);
        await _page.Locator("section.b li .name a").First.WaitForAsync();
        await _page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await StepAsync("district → slowest street", FirstUnit, Tile(await UnitOfAsync(FirstUnit)), counts);
        await StepAsync("street → community", FirstUnit, Tile(await UnitOfAsync(FirstUnit)), counts);
        await StepAsync("community → its overdue cases", Overdue, ListOfRecords, counts);
        await StepAsync("list → one case, and why it is due then", "a[data-record]", "section.why [data-day]", counts);
        await StepAsync("case → back to the list", "a[data-back]", ListOfRecords, counts);
    }

    private static string Tile(string unit) => $"[data-tile=overdue] [data-unit='{unit}']";

    private async Task<string> UnitOfAsync(string link)
    {
        var address = await _page.Locator(link).First.GetAttributeAsync("href");
        var parts = new Uri(_portal.Address, address).Query.TrimStart('?').Split('&');
        return parts.Single(p => p.StartsWith("unit=", StringComparison.Ordinal))["unit=".Length..];
    }

    private async Task StepAsync(string name, string click, string shown, bool counts)
    {
        await _page.Locator(click).First.WaitForAsync();
        var taken = await _page.EvaluateAsync<double>(ClickUntilDrawn, new[] { click, shown });
        if (!counts)
            return;
        if (!_steps.TryGetValue(name, out var times))
            _steps[name] = times = new();
        times.Add(TimeSpan.FromMilliseconds(taken));
    }

    private IEnumerable<Measurement> Measurements(int cases, DatabaseKind kind) =>
        _steps.Select(step => new Measurement(
            string.Create(CultureInfo.InvariantCulture, $"{step.Key}, in a browser at {cases:#,0} cases ({kind})"),
            $"median {ResultTable.Milliseconds(step.Value.Median)}, slowest {ResultTable.Milliseconds(step.Value.Slowest)}",
            "promise " + ResultTable.Milliseconds(s_promised),
            step.Value.Median / s_promised,
            "≤ 1 ×",
            step.Value.Median <= s_promised
        ));
}
