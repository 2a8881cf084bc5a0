using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.Tests.Browser;

namespace Portal.Tests.Reviews;

/// <summary>
/// A case is rated 1: its clerk sees the review come, calls back, mends and asks again; the office sends it back once, and closes.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class ReviewJourneyTests(PortalInBrowser portal)
{
    private const string Unit = "350103002"; // 后洲街道
    private const string CaseNo = "REVIEW-1";

    // The job runs each minute.
    private const float PatienceMilliseconds = 150_000;

    [Fact]
    public async Task Review_IsOpenedWhileThePageIsOpen_CalledMendedAskedSentBackAndClosed()
    {
        await using var clerk = await portal.SignInAsync("street");
        await clerk.GoAsync("/reviews?state=call");
        await SendAsync();
        var row = clerk.Page.Locator("tr", new() { HasText = CaseNo }).Locator("[data-review]");
        await row.WaitForAsync(new() { Timeout = PatienceMilliseconds });
        await row.ClickAsync();

        await Assertions.Expect(clerk.Page.Locator("[data-rating='1']")).ToBeVisibleAsync();
        var review = new Uri(clerk.Page.Url).PathAndQuery;
        await MoveAsync(clerk, "reached", "", "[role=alert]"); // without words
        await MoveAsync(clerk, "reached", "排队太久，无人解释。", "[data-state=Called]");
        await MoveAsync(clerk, "verify", "属实：当日只开一个窗口。", "[data-state=Mending]");
        await MoveAsync(clerk, "mend", "高峰时段窗口全开，增设引导员。", "[data-state=Mended]");
        await clerk.Page.SelectOptionAsync("[data-rating-choice]", "2");
        await MoveAsync(clerk, "ask", "", "[data-state=Asked]");

        await using var office = await portal.SignInAsync("office");
        await office.GoAsync("/tasks?kind=review");
        await office.Page.Locator($"a[href='{review}']").ClickAsync();
        // A second rating of 2 leaves nothing to close as mended.
        await Assertions.Expect(office.Page.Locator("[data-do=closeNotMended]")).ToBeVisibleAsync();
        await Assertions.Expect(office.Page.Locator("[data-do=closeMended]")).ToHaveCountAsync(0);
        await MoveAsync(office, "sendBack", "请再次沟通。", "[data-state=Mending]");

        // The clerk's page follows.
        await Assertions.Expect(clerk.Page.Locator("[data-do=mend]")).ToBeVisibleAsync();
        await MoveAsync(clerk, "mend", "已当面致歉并说明改进。", "[data-state=Mended]");
        await clerk.Page.SelectOptionAsync("[data-rating-choice]", "4");
        await MoveAsync(clerk, "ask", "表示满意。", "[data-state=Asked]");
        await Assertions.Expect(office.Page.Locator("[data-do=closeMended]")).ToBeVisibleAsync();
        await MoveAsync(office, "closeMended", "同意办结。", "[data-state=Closed]");

        Assert.Equal(
            [
                "Opened - Opened",
                "Called Opened Called",
                "Verified Called Mending",
                "Mended Mending Mended",
                "Asked Mended Asked",
                "SentBack Asked Mending",
                "Mended Mending Mended",
                "Asked Mended Asked",
                "Closed Asked Closed",
            ],
            await office
                .Page.Locator("[data-step]")
                .EvaluateAllAsync<string[]>("steps => steps.map(({dataset: s}) => `${s.step} ${s.before || '-'} ${s.after}`)")
        );
        // From the review to its record, and back.
        await office.Page.ClickAsync("[data-record]");
        await Assertions.Expect(office.Page.Locator("h1")).ToHaveTextAsync(CaseNo);
        await office.Page.ClickAsync("[data-review]");
        await Assertions.Expect(office.Page.Locator("[data-state=Closed]")).ToBeVisibleAsync();
        Assert.Empty(clerk.Complaints);
        Assert.Empty(office.Complaints);
    }

    private static async Task MoveAsync(Visitor visitor, string move, string words, string expected)
    {
        await visitor.Page.FillAsync("textarea", words);
        await visitor.Page.ClickAsync($"[data-do={move}]");
        await Assertions.Expect(visitor.Page.Locator(expected)).ToBeVisibleAsync();
    }

    /// <summary>A case that is closed now, and rated 1.</summary>
    private async Task SendAsync()
    {
        var token = TestContext.Current.CancellationToken;
        using var client = await portal.Portal.CreateApiClientAsync(Unit, "cases:write", "items:read");
        var items = await client.GetFromJsonAsync<List<Item>>(new Uri("/api/v1/items", UriKind.Relative), token);
        var now = TimeProvider.System.GetUtcNow();
        var record = new
        {
            source = "reviews",
            caseNo = CaseNo,
            unitCode = Unit,
            itemCode = items![0].Code,
            channel = "window",
            acceptedAt = now.AddHours(-1).ToString("O", CultureInfo.InvariantCulture),
            closedAt = now.AddSeconds(-1).ToString("O", CultureInfo.InvariantCulture),
            outcome = "completed",
            satisfaction = 1,
        };
        using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/cases", UriKind.Relative), new[] { record }, token);
        Assert.Contains("\"created\":1", await answer.Content.ReadAsStringAsync(token), StringComparison.Ordinal);
    }

    private sealed record Item(string Code);
}
