using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Portal.Demonstration;
using Portal.Domain.Demonstration.World;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

[Needs(Resource.Database)]
public sealed class ProgressPageTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private WebApplication _app = null!;
    private HttpClient _browser = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FillingState State => _app.Services.GetRequiredService<FillingState>();

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateMigratedAsync(TestStore.Usual);
        string[] settings = ["--Portal:Demo=false", "--Portal:Jobs=false", .. _store.Settings.Select(s => $"--{s.Key}={s.Value}")];
        _app = await PortalApp.CreateAsync(settings, builder => builder.WebHost.UseTestServer());
        await _app.StartAsync();
        _browser = _app.GetTestClient(); // follows no redirects
        _browser.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "%2F")]
    [InlineData("/live?unit=350103&from=2014-01", "%2Flive%3Funit%3D350103%26from%3D2014-01")]
    [InlineData("/account/login", "%2Faccount%2Flogin")]
    public async Task Page_WhileFilling_WaitsOnTheProgressPage(string address, string returnUrl)
    {
        State.Begin();
        var answer = await _browser.GetAsync(address, Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/demonstration?returnUrl={returnUrl}", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/tokens.css")]
    public async Task Anything_ThatIsNoPage_IsAnsweredWhileFilling(string address)
    {
        State.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (address.EndsWith(".css", StringComparison.Ordinal))
            request.Headers.Add("Accept", "text/css");
        Assert.Null(
            (await _browser.SendAsync(request, Stop)).Headers.Location?.OriginalString.Contains("demonstration", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("zh-CN", "正在准备演示数据", "20,000 / 151,094")]
    [InlineData("en", "Preparing the demonstration", "20,000 of 151,094")]
    public async Task ProgressPage_TellsHowFarItIs_InBothLanguages(string culture, string title, string step)
    {
        State.Begin();
        State.Report(new(DemonstrationStage.Records, 20_000, 151_094));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/demonstration?returnUrl=%2Flive");
        request.Headers.Add("Cookie", $".AspNetCore.Culture={Uri.EscapeDataString($"c={culture}|uic={culture}")}");
        var page = WebUtility.HtmlDecode(await (await _browser.SendAsync(request, Stop)).Content.ReadAsStringAsync(Stop));
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains(step, page, StringComparison.Ordinal);
        Assert.Contains("data-next=\"/live\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/live", "/live")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    public async Task ProgressPage_WhenDone_GoesOnWithinThePortalOnly(string returnUrl, string next)
    {
        State.Begin();
        State.End(failed: false);
        var answer = await _browser.GetAsync("/demonstration?returnUrl=" + Uri.EscapeDataString(returnUrl), Stop);
        Assert.Equal(next, new Uri(_browser.BaseAddress!, answer.Headers.Location!).PathAndQuery);
    }

    [Fact]
    public async Task Progress_FromBeginningToEnd_NamesItsState()
    {
        Assert.Equal("finished", (await ReportAsync()).State);
        State.Begin();
        Assert.Equal("filling", (await ReportAsync()).State);
        State.End(failed: true);
        Assert.Equal("failed", (await ReportAsync()).State);
    }

    private async Task<FillingReport> ReportAsync() => (await _browser.GetFromJsonAsync<FillingReport>("/demonstration/progress", Stop))!;
}
