using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Portal.Tests.Architecture;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The live page of a leader, while records arrive.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LiveJourneyTests(PortalInBrowser portal)
{
    private const string Centre = "350103C01";
    private const string CentreOf2014 = $"/live?unit={Centre}&from=2014-01&to=2014-10";
    private const string AppealsOf2014 = "/live?unit=350103&from=2014-01&to=2014-10&stream=appeals&channel=online";

    // Records of tests go to a month that the report does not mention.
    private const string CentreInNovember = $"/live?unit={Centre}&from=2014-11&to=2014-11";
    private static readonly int s_posts = Requirements.Full ? 200 : 20;

    [Fact]
    public async Task SignIn_WithAWrongAndThenTheRightPassword_LeadsBackToTheLink()
    {
        await using var visitor = await portal.VisitAsync();
        await visitor.GoAsync(CentreOf2014);
        await visitor.Page.FillAsync("#username", "leader");
        await visitor.Page.FillAsync("#password", "wrong");
        await visitor.Page.PressAsync("#password", "Enter");
        await visitor.Page.WaitForSelectorAsync("[role=alert]");
        await visitor.Page.FillAsync("#username", "leader");
        await visitor.Page.FillAsync("#password", "Taijiang-2014");
        await visitor.Page.PressAsync("#password", "Enter");
        await visitor.Page.UntilAtAsync($"unit={Centre}");
        await visitor.Page.WaitForSelectorAsync("[data-metric=accepted]");
    }

    [Theory]
    [InlineData(CentreOf2014, "centre.served", "accepted")]
    [InlineData(CentreOf2014, "centre.onTheSpotRatio", "onTheSpotRatio")]
    [InlineData(AppealsOf2014, "appeals.onTheSpotRatio", "onTheSpotRatio")]
    [InlineData(AppealsOf2014, "appeals.satisfactionRatio", "satisfactionRatio")]
    public async Task Page_Of2014_SaysWhatTheReportSays(string address, string fact, string metric)
    {
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(address);
        var figure = visitor.Page.Locator($"[data-metric={metric}]").First;
        await figure.WaitForAsync();

        var expected = TaijiangFacts.All[fact];
        Assert.Equal(expected.Numerator ?? expected.Value, await NumberAsync(figure, "data-numerator"));
        if (expected.Denominator is not null)
            Assert.Equal(expected.Denominator, await NumberAsync(figure, "data-denominator"));
    }

    [Fact]
    public async Task PostedCases_ChangeTheFigureInAnOpenBrowser_WithinASecond()
    {
        using var client = await portal.Portal.CreateApiClientAsync(Centre, "cases:write", "items:read");
        var item = await FirstItemAsync(client);
        await PostAsync(client, Case(item, $"A-{Guid.NewGuid():n}", TimeProvider.System.GetUtcNow().AddDays(1)));
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(CentreInNovember);
        var before = await NumberAsync(visitor.Page.Locator("[data-metric=accepted]").First, "data-numerator");

        var shown = before!.Value;
        await Promptness.WithinASecondAsync(async () =>
        {
            var times = new List<TimeSpan>();
            for (var i = 0; i < s_posts; i++)
            {
                var started = TimeProvider.System.GetTimestamp();
                await PostAsync(client, Case(item, $"B-{Guid.NewGuid():n}", dueAt: null));
                await UntilAsync(visitor.Page, "accepted", ++shown);
                times.Add(TimeProvider.System.GetElapsedTime(started));
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"median {times.Order().ElementAt(times.Count / 2)}, slowest {times.Max()}");
            return times.Order().ElementAt((int)Math.Ceiling(times.Count * 0.99) - 1);
        });
        Broken.None(visitor.Complaints);
        // Every new record moves the list of the latest ones down a little; no single change may do more.
        var largest = await visitor.Page.EvaluateAsync<double>("() => Math.max(0, ...window.shifts.map(parseFloat))");
        Assert.InRange(largest, 0, 0.02);
    }

    [Fact]
    public async Task CasesImportedFromAFile_ChangeTheFigureInAnOpenBrowser_WithinASecondAfterTheImport()
    {
        using var client = await portal.Portal.CreateApiClientAsync(Centre, "cases:write", "items:read");
        var item = await FirstItemAsync(client);
        await PostAsync(client, Case(item, $"A-{Guid.NewGuid():n}", TimeProvider.System.GetUtcNow().AddDays(1)));
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(CentreInNovember);
        var before = await NumberAsync(visitor.Page.Locator("[data-metric=accepted]").First, "data-numerator");
        var folder = Directory.CreateTempSubdirectory("portal-import-");
        var shown = before!.Value;
        await Promptness.WithinASecondAsync(async () =>
        {
            var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():n}.csv");
            await File.WriteAllLinesAsync(
                file,
                [
                    "source,caseNo,unitCode,itemCode,channel,acceptedAt",
                    .. Enumerable.Range(1, 50).Select(i => $"file,F-{shown}-{i},{Centre},{item},window,2014-11-03T10:00:00"),
                ],
                TestContext.Current.CancellationToken
            );
            var imported = await portal.Portal.RunAsync("import", "cases", file);
            var started = TimeProvider.System.GetTimestamp();
            Assert.True(imported.ExitCode == 0, imported.Output + imported.Errors);
            await UntilAsync(visitor.Page, "accepted", shown += 50);
            return TimeProvider.System.GetElapsedTime(started);
        });
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task OpenCase_WhoseTimeRunsOut_TurnsOverdueInAnOpenBrowser_WithinASecond()
    {
        using var client = await portal.Portal.CreateApiClientAsync(Centre, "cases:write", "items:read");
        var item = await FirstItemAsync(client);
        await PostAsync(client, Case(item, $"A-{Guid.NewGuid():n}", TimeProvider.System.GetUtcNow().AddDays(1)));
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(CentreInNovember);
        var before = await NumberAsync(visitor.Page.Locator("[data-metric=overdue]").First, "data-numerator");

        var shown = before!.Value;
        await Promptness.WithinASecondAsync(async () =>
        {
            var due = TimeProvider.System.GetUtcNow().AddSeconds(4);
            await PostAsync(client, Case(item, $"O-{Guid.NewGuid():n}", due));
            await UntilAsync(visitor.Page, "overdue", ++shown);
            var late = TimeProvider.System.GetUtcNow() - due;
            Assert.True(late >= TimeSpan.Zero, $"It was overdue {-late} too early.");
            return late;
        });
    }

    /// <summary>A leader goes from the district to one case and back, and every number on the way is the number of what it opens.</summary>
    [Fact]
    public async Task Leader_FromTheSlowestStreetToOneCase_SeesWhyItIsDueThen_AndComesBackToTheSameList()
    {
        const string street = "350103004";
        const string community = "350103004003";
        using var client = await portal.Portal.CreateApiClientAsync("350103", "cases:write", "items:read");
        var item = await LimitedItemAsync(client);
        for (var i = 0; i < 3; i++)
            await PostAsync(client, InDecember($"J-{Guid.NewGuid():n}", i == 2 ? "350103004002" : community));
        await using var visitor = await portal.SignInAsync("leader");
        var page = visitor.Page;

        await visitor.GoAsync("/live?unit=350103&from=2014-12&to=2014-12&focus=overdue");
        await page.Locator("section.b li .name a").First.ClickAsync();
        await page.UntilAtAsync($"unit={street}&");
        await page.Locator($"section.b li .name a[href*='unit={community}']").ClickAsync();
        await page.UntilAtAsync($"unit={community}&");
        var overdue = page.Locator("[data-tile=overdue] .hero a[data-metric=overdue]");
        await page.Locator($"[data-tile=overdue] [data-unit='{community}']").First.WaitForAsync();
        var number = await overdue.GetAttributeAsync("data-numerator");
        Assert.Equal("2", number);

        await overdue.ClickAsync();
        await page.UntilAtAsync("/cases?");
        var count = page.Locator("[data-count]");
        await count.WaitForAsync();
        var list = page.Url;
        Assert.Equal((number, "true"), (await count.GetAttributeAsync("data-count"), await count.GetAttributeAsync("data-exact")));
        Assert.Contains("新港社区", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        await page.Locator("a[data-record]").First.ClickAsync();
        await page.Locator("section.why [data-day]").First.WaitForAsync();
        Assert.NotEmpty((await page.Locator("section.why").GetAttributeAsync("data-due"))!);

        await page.Locator("a[data-back]").ClickAsync();
        await page.UntilAtAsync("/cases?");
        Assert.Equal(list, page.Url);
        await count.WaitForAsync();
        Assert.Equal(number, await count.GetAttributeAsync("data-count"));
        Broken.None(visitor.Complaints);

        object InDecember(string caseNo, string unitCode) =>
            new
            {
                source = "journey of a leader",
                caseNo,
                unitCode,
                itemCode = item,
                channel = "window",
                acceptedAt = "2014-12-01T10:00:00",
            };
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(390, 844)]
    public async Task Page_WhileItLoads_DoesNotShift(int width, int height)
    {
        await using var visitor = await portal.SignInAsync("leader", new() { Width = width, Height = height });
        await visitor.GoAsync(CentreOf2014);
        await visitor.Page.WaitForSelectorAsync("[data-metric=accepted]");
        await AssertStillAsync(visitor.Page);
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(390, 844)]
    public async Task LastValueOfALine_StandsBesideItsPoint_AndIsNotCut(int width, int height)
    {
        await using var visitor = await portal.SignInAsync("leader", new() { Width = width, Height = height });
        await visitor.GoAsync("/live/accepted?unit=350103&from=2014-01&to=2014-10");
        await visitor.Page.WaitForSelectorAsync(".apexcharts-datalabel:not(:empty)");

        var room = await visitor.Page.EvaluateAsync<double[]>(
            """
            () => {
              const chart = document.querySelector('.apexcharts-canvas');
              const label = [...chart.querySelectorAll('.apexcharts-datalabel')].find(text => text.textContent).getBoundingClientRect();
              const points = [...chart.querySelectorAll('.apexcharts-marker')].map(point => point.getBoundingClientRect().right);
              const right = chart.querySelector('svg').getBoundingClientRect().right;
              return [label.left - Math.max(...points), right - label.right, label.width];
            }
            """
        );
        Assert.InRange(room[0], 1, 12);
        Assert.True(room[1] >= 0, $"{-room[1]} px of the label are cut.");
        Assert.True(room[2] > 20, "There is nothing to read.");
    }

    private static async Task AssertStillAsync(IPage page)
    {
        var shifted = await page.EvaluateAsync<double>("() => window.shifted");
        var shifts = await page.EvaluateAsync<string[]>("() => window.shifts");
        Assert.True(
            shifted <= 0.02,
            string.Create(CultureInfo.InvariantCulture, $"Shifted by {shifted:0.0000}: {string.Join("; ", shifts)}")
        );
    }

    private static Task UntilAsync(IPage page, string metric, decimal expected) =>
        page.WaitForFunctionAsync(
            "([metric, expected]) => document.querySelector(`[data-metric=${metric}]`)?.dataset.numerator === expected",
            new[] { metric, expected.ToString("0.####", CultureInfo.InvariantCulture) }
        );

    private static async Task<decimal?> NumberAsync(ILocator figure, string attribute) =>
        decimal.TryParse(await figure.GetAttributeAsync(attribute), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<string> FirstItemAsync(HttpClient client)
    {
        var items = await client.GetFromJsonAsync<List<Item>>(new Uri("/api/v1/items", UriKind.Relative));
        return items![0].Code;
    }

    /// <summary>An item with a promised limit in working days.</summary>
    private static async Task<string> LimitedItemAsync(HttpClient client)
    {
        using var items = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/items", UriKind.Relative)));
        return items
            .RootElement.EnumerateArray()
            .First(item => item.GetProperty("promisedLimit") is { ValueKind: JsonValueKind.Number } limit && limit.GetInt32() > 0)
            .GetProperty("code")
            .GetString()!;
    }

    private static async Task PostAsync(HttpClient client, object record)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/cases", UriKind.Relative), new[] { record });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"created\":1", text, StringComparison.Ordinal);
    }

    private static object Case(string item, string caseNo, DateTimeOffset? dueAt) =>
        new
        {
            source = "browser",
            caseNo,
            unitCode = Centre,
            itemCode = item,
            channel = "window",
            acceptedAt = "2014-11-03T10:00:00",
            dueAt,
        };

    private sealed record Item(string Code);
}
