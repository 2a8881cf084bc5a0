using System.Globalization;
using Microsoft.Playwright;
using Portal.Tests.Browser;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>These tests start many processes and measure time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Needs(Resource.Process)]
public sealed class ClusterCollection : ICollectionFixture<Cluster>
{
    public const string Name = "Cluster";
}

/// <summary>
/// Users and other systems, before two web processes, two of jobs and a database behind a proxy, while one after another dies.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class ClusterTests(Cluster cluster)
{
    private const string Page = $"/live?unit={SampleData.Community}&from=2014-10&to=2014-10";
    private const int Done = 3;
    private const int PostsInARound = 9;
    private const int MostRounds = 3;
    private static readonly TimeSpan s_promised = TimeSpan.FromSeconds(1);
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
        await using var ledger = await LedgerAsync(address);
        await ledger.SendOneAsync(address);
        await OpenAsync(visitor, ledger);
        await UntilReportsAreBuiltAsync();

        await PostThroughTheOtherAsync(visitor, ledger);
        ledger.Begin();
        var serving = await ServingAsync(visitor);
        await RecoverAsync("the web process of the page was killed", visitor, ledger, () => cluster.Webs[serving].KillAsync());
        Assert.NotEqual(serving, await ServingAsync(visitor));
        cluster.Webs[serving].Restart();
        await cluster.UntilReadyAsync(serving);
        await RecoverAsync("a process of jobs was killed", visitor, ledger, () => cluster.Jobs[0].KillAsync());
        cluster.Jobs[0].Restart();
        await RecoverAsync("PostgreSQL was killed and started", visitor, ledger, cluster.RestartPostgresAsync);
        await ledger.EndAsync();

        await AssertBooksAgreeAsync(ledger);
        await AssertReportsWereBuiltOnceAsync();
        // Only the killed processes have ended.
        Assert.All(
            cluster.Webs.Where(w => w.Key != serving).Select(w => w.Value).Append(cluster.Jobs[1]),
            p => Assert.True(p.IsRunning, p.Log)
        );
    }

    [Fact]
    public async Task Web_RunsNoJobs_AndSeesThatOthersDo()
    {
        cluster.Require();
        using var client = new HttpClient { BaseAddress = new($"http://{cluster.Addresses["web1"]}/") };
        await Cluster.UntilAsync(
            async () =>
                (await client.GetStringAsync(new Uri("health/ready", UriKind.Relative))).Contains(
                    "{\"name\":\"jobs\",\"status\":\"healthy\"",
                    StringComparison.Ordinal
                ),
            s_patience,
            () => "No jobs are seen."
        );
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
        await using var ledger = await LedgerAsync(address);
        await ledger.SendOneAsync(address);
        await OpenAsync(visitor, ledger);
        ledger.Begin();

        // Which of the two it is cannot be seen from outside; the page outlives either.
        foreach (var name in cluster.Webs.Keys)
        {
            await RecoverAsync($"nginx, {name} was killed", visitor, ledger, () => cluster.Webs[name].KillAsync());
            cluster.Webs[name].Restart();
            await cluster.UntilReadyAsync(name);
        }
    }

    private async Task<CaseLedger> LedgerAsync(Uri address) =>
        new(address, cluster.Key, (await cluster.AskAsync<int>($"""SELECT count(*)::int AS "Value" FROM "Records" """)).Single());

    private static Task UntilServesAsync(DeployedProcess proxy, Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        return Cluster.UntilAsync(
            async () =>
            {
                if (!proxy.IsRunning)
                    Assert.Fail("The proxy ended.\n" + proxy.Log);
                return (await client.GetAsync(new Uri("health/ready", UriKind.Relative))).IsSuccessStatusCode;
            },
            s_patience,
            () => "The proxy does not serve.\n" + proxy.Log
        );
    }

    private static async Task OpenAsync(Visitor visitor, CaseLedger ledger)
    {
        visitor.Page.SetDefaultTimeout((float)s_patience.TotalMilliseconds);
        visitor.Page.SetDefaultNavigationTimeout((float)s_patience.TotalMilliseconds);
        await visitor.SignInAsync("leader");
        await visitor.GoAsync(Page);
        await UntilShownAsync(visitor, ledger.Expected, s_patience);
    }

    /// <summary>
    /// Cases that one process accepts change the page of another. A machine that is busy with other work gets two more chances.
    /// </summary>
    private async Task PostThroughTheOtherAsync(Visitor visitor, CaseLedger ledger)
    {
        var serving = await ServingAsync(visitor);
        var other = new Uri($"http://{cluster.Addresses.Single(a => a.Key != serving).Value}/");
        var medians = new List<TimeSpan>();
        while (medians.Count < MostRounds && medians.All(m => m > s_promised))
            medians.Add(await PostRoundAsync(visitor, ledger, other));
        Assert.True(medians[^1] <= s_promised, $"The medians are {string.Join(", ", medians)}.");
    }

    private static async Task<TimeSpan> PostRoundAsync(Visitor visitor, CaseLedger ledger, Uri other)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < PostsInARound; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ledger.SendOneAsync(other);
            await UntilShownAsync(visitor, ledger.Expected, s_recovery);
            times.Add(TimeProvider.System.GetElapsedTime(started));
        }
        var median = times.Order().ElementAt(times.Count / 2);
        Output?.WriteLine(
            $"posted through one, shown by the other: median {median.TotalMilliseconds:0} ms, slowest {times.Max().TotalMilliseconds:0} ms"
        );
        return median;
    }

    private static async Task RecoverAsync(string what, Visitor visitor, CaseLedger ledger, Func<Task> kill)
    {
        var started = TimeProvider.System.GetTimestamp();
        await kill();
        var already = ledger.Acknowledged.Count;
        // One that was sent after the kill.
        await Cluster.UntilAsync(
            () => Task.FromResult(ledger.Acknowledged.Count >= already + 2),
            s_recovery,
            () => $"{what}: no case was taken any more."
        );
        var taken = TimeProvider.System.GetElapsedTime(started);
        await UntilShownAsync(visitor, ledger.Expected, s_recovery);
        var shown = TimeProvider.System.GetElapsedTime(started);
        Output?.WriteLine($"{what}: the next case was taken after {taken.TotalSeconds:0.00} s, shown after {shown.TotalSeconds:0.00} s");
        Assert.True(shown <= s_recovery, $"{what}: the page recovered after {shown}.");
        Assert.DoesNotContain("/account/login", visitor.Page.Url, StringComparison.Ordinal);
    }

    private static Task<TimeSpan> UntilShownAsync(Visitor visitor, int count, TimeSpan atMost) =>
        Cluster.UntilAsync(
            async () =>
                int.Parse(
                    await visitor.Page.EvaluateAsync<string?>(
                        "() => document.querySelector('[data-metric=accepted]')?.dataset.numerator ?? null"
                    ) ?? "-1",
                    CultureInfo.InvariantCulture
                ) >= count,
            atMost,
            () => $"The page does not show {count} cases; it says: {visitor.Page.Locator("body").InnerTextAsync().GetAwaiter().GetResult()}"
        );

    private static async Task<string> ServingAsync(Visitor visitor) =>
        (await visitor.Page.Context.CookiesAsync()).Single(c => c.Name == "PORTAL_NODE").Value;

    private Task UntilReportsAreBuiltAsync() =>
        Cluster.UntilAsync(
            async () =>
                (await cluster.AskAsync<int>($"""SELECT count(*)::int AS "Value" FROM "ReportBuilds" WHERE "State" <> {Done}""")).Single()
                == 0,
            s_patience,
            () => "The reports were not built."
        );

    private async Task AssertBooksAgreeAsync(CaseLedger ledger)
    {
        await Cluster.UntilAsync(
            async () => (await cluster.AskAsync<int>($"""SELECT count(*)::int AS "Value" FROM "MetricDeltas" """)).Single() == 0,
            s_patience,
            () => "Changes of figures still wait."
        );
        var kept = await cluster.AskAsync<string>($"""SELECT "CaseNo" AS "Value" FROM "Records" """);
        Output?.WriteLine($"{ledger.Acknowledged.Count} cases were acknowledged, {ledger.SentAgain} messages sent again");
        Assert.True(ledger.SentAgain > 0, "Nothing was in the way of any message.");
        Assert.Equal(
            ledger.Acknowledged.Order(StringComparer.Ordinal),
            kept.Where(c => c.StartsWith(ledger.Name, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, await cluster.CommandAsync("verify"));
    }

    private async Task AssertReportsWereBuiltOnceAsync()
    {
        var times = await cluster.AskAsync<int>(
            $"""
            SELECT count(*) FILTER (WHERE c.state = {Done})::int AS "Value"
            FROM "ReportBuilds" b LEFT JOIN build_changes c ON c.build = b."Id" GROUP BY b."Id"
            """
        );
        Assert.NotEmpty(times);
        Assert.All(times, count => Assert.Equal(1, count));
    }
}
