using System.Globalization;
using Microsoft.Playwright;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>These tests start many processes and look at the clock.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection : ICollectionFixture<Cluster>
{
    public const string Name = "Cluster";
}

/// <summary>What people and other systems see of two web processes, two of jobs and a database behind a proxy while one after another dies.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ClusterTests(Cluster cluster)
{
    private const string Page = $"/live?unit={SampleData.Community}&from=2014-10&to=2014-10";
    private const int Done = 3;
    private static readonly TimeSpan s_recovery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private static ITestOutputHelper? Output => TestContext.Current.TestOutputHelper;

    [Fact]
    public async Task BehindHaProxy_WhateverDies_NothingIsLostAndPagesRecover()
    {
        cluster.Require();
        var (process, address) = Proxies.StartHaProxy(cluster);
        await using var proxy = process;
        await UntilServesAsync(proxy, address);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await PortalInBrowser.LaunchAsync(playwright);
        await using var visitor = await Visitor.OpenAsync(browser, address, new());
        await using var ledger = new CaseLedger(address, cluster.Key);
        await ledger.SendOneAsync(address);
        await OpenAsync(visitor, ledger);
        await UntilReportsAreBuiltAsync();

        await PostThroughTheOtherAsync(visitor, ledger);
        ledger.Begin();
        var serving = await ServingAsync(visitor);
        await RecoverAsync("the web process of the page was killed", visitor, ledger, () => cluster.Webs[serving].KillAsync());
        Assert.NotEqual(serving, await ServingAsync(visitor));
        cluster.Webs[serving].Restart();
        await RecoverAsync("a process of jobs was killed", visitor, ledger, () => cluster.Jobs[0].KillAsync());
        cluster.Jobs[0].Restart();
        await RecoverAsync("PostgreSQL was killed and started", visitor, ledger, cluster.RestartPostgresAsync);
        await ledger.EndAsync();

        await AssertBooksAgreeAsync(ledger);
        await AssertReportsWereBuiltOnceAsync();
        Assert.All(cluster.Webs.Values.Concat(cluster.Jobs), p => Assert.True(p.IsRunning, p.Log));
        await cluster.UntilReadyAsync(serving);
    }

    [Fact]
    public async Task BehindNginx_WebProcessDies_PageRecovers()
    {
        cluster.Require();
        var (process, address) = Proxies.StartNginx(cluster);
        await using var proxy = process;
        await UntilServesAsync(proxy, address);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await PortalInBrowser.LaunchAsync(playwright);
        await using var visitor = await Visitor.OpenAsync(browser, address, new());
        await using var ledger = new CaseLedger(address, cluster.Key);
        var before = (await cluster.AskAsync<int>($"""SELECT count(*)::int AS "Value" FROM "Records" """)).Single();
        await ledger.SendOneAsync(address);
        await OpenAsync(visitor, ledger, before);

        // Which of the two it is cannot be seen from outside; the page outlives either.
        foreach (var name in cluster.Webs.Keys)
        {
            await cluster.Webs[name].KillAsync();
            await SendUntilTakenAsync(ledger, address);
            var took = await UntilShownAsync(visitor, ledger.Acknowledged.Count + before, s_recovery);
            Output?.WriteLine($"nginx, {name} was killed: the page showed the next case after {took.TotalSeconds:0.00} s");
            cluster.Webs[name].Restart();
            await cluster.UntilReadyAsync(name);
        }
    }

    private static async Task SendUntilTakenAsync(CaseLedger ledger, Uri address)
    {
        ledger.Begin();
        var before = ledger.Acknowledged.Count;
        await Cluster.UntilAsync(() => Task.FromResult(ledger.Acknowledged.Count > before), s_recovery, () => "No case was taken any more.");
    }

    private static Task UntilServesAsync(DeployedProcess proxy, Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        return Cluster.UntilAsync(async () => (await client.GetAsync(new Uri("health/ready", UriKind.Relative))).IsSuccessStatusCode, s_patience, () => "The proxy does not serve.\n" + proxy.Log);
    }

    private static async Task OpenAsync(Visitor visitor, CaseLedger ledger, int more = 0)
    {
        await visitor.SignInAsync("leader");
        await visitor.GoAsync(Page);
        await UntilShownAsync(visitor, ledger.Acknowledged.Count + more, s_patience);
    }

    /// <summary>Cases that one process takes change the page that another serves.</summary>
    private async Task PostThroughTheOtherAsync(Visitor visitor, CaseLedger ledger)
    {
        var serving = await ServingAsync(visitor);
        var other = cluster.Addresses.Single(a => a.Key != serving).Value;
        var times = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ledger.SendOneAsync(new Uri($"http://{other}/"));
            await UntilShownAsync(visitor, ledger.Acknowledged.Count, s_recovery);
            times.Add(TimeProvider.System.GetElapsedTime(started));
        }
        var median = times.Order().ElementAt(times.Count / 2);
        Output?.WriteLine($"posted through one, shown by the other: median {median.TotalMilliseconds:0} ms, slowest {times.Max().TotalMilliseconds:0} ms");
        Assert.True(median <= TimeSpan.FromSeconds(1), $"The median of {times.Count} is {median}.");
    }

    private static async Task RecoverAsync(string what, Visitor visitor, CaseLedger ledger, Func<Task> kill)
    {
        var started = TimeProvider.System.GetTimestamp();
        await kill();
        var already = ledger.Acknowledged.Count;
        // One that was sent after the kill.
        await Cluster.UntilAsync(() => Task.FromResult(ledger.Acknowledged.Count >= already + 2), s_recovery, () => $"{what}: no case was taken any more.");
        var taken = TimeProvider.System.GetElapsedTime(started);
        await UntilShownAsync(visitor, ledger.Acknowledged.Count, s_recovery);
        var shown = TimeProvider.System.GetElapsedTime(started);
        Output?.WriteLine($"{what}: the next case was taken after {taken.TotalSeconds:0.00} s, shown after {shown.TotalSeconds:0.00} s");
        Assert.True(shown <= s_recovery, $"{what}: the page recovered after {shown}.");
        Assert.DoesNotContain("/account/login", visitor.Page.Url, StringComparison.Ordinal);
    }

    private static Task<TimeSpan> UntilShownAsync(Visitor visitor, int count, TimeSpan atMost) => Cluster.UntilAsync(
        async () => int.Parse(await visitor.Page.EvaluateAsync<string?>("() => document.querySelector('[data-metric=accepted]')?.dataset.numerator ?? null") ?? "-1", CultureInfo.InvariantCulture) >= count,
        atMost, () => $"The page does not show {count} cases; it says: {visitor.Page.Locator("body").InnerTextAsync().GetAwaiter().GetResult()}");

    private static async Task<string> ServingAsync(Visitor visitor) =>
        (await visitor.Page.Context.CookiesAsync()).Single(c => c.Name == "PORTAL_NODE").Value;

    private Task UntilReportsAreBuiltAsync() => Cluster.UntilAsync(
        async () => (await cluster.AskAsync<int>($"""SELECT count(*)::int AS "Value" FROM "ReportBuilds" WHERE "State" <> {Done}""")).Single() == 0, s_patience, () => "The reports were not built.");

    private async Task AssertBooksAgreeAsync(CaseLedger ledger)
    {
        await Cluster.UntilAsync(async () => (await cluster.AskAsync<int>($"""SELECT count(*)::int AS "Value" FROM "MetricDeltas" """)).Single() == 0, s_patience, () => "Changes of figures still wait.");
        var kept = await cluster.AskAsync<string>($"""SELECT "CaseNo" AS "Value" FROM "Records" """);
        Output?.WriteLine($"{ledger.Acknowledged.Count} cases were acknowledged, {ledger.SentAgain} messages sent again");
        Assert.True(ledger.SentAgain > 0, "Nothing was in the way of any message.");
        Assert.Equal(ledger.Acknowledged.Order(StringComparer.Ordinal), kept.Where(c => c.StartsWith("L-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(0, await cluster.CommandAsync("verify"));
    }

    private async Task AssertReportsWereBuiltOnceAsync()
    {
        var times = await cluster.AskAsync<int>($"""SELECT count(*) FILTER (WHERE c.state = {Done})::int AS "Value" FROM "ReportBuilds" b LEFT JOIN build_changes c ON c.build = b."Id" GROUP BY b."Id" """);
        Assert.NotEmpty(times);
        Assert.All(times, count => Assert.Equal(1, count));
    }
}
