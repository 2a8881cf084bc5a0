using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.Tests.Browser;

namespace Portal.Tests.Supervision;

/// <summary>
/// A case passes its due time: its clerk sees the card come and answers, the office sends it back, the clerk mends, the office closes.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class CardJourneyTests(PortalInBrowser portal)
{
    private const string Unit = "350103002"; // 后洲街道
    private const string CaseNo = "CARD-1";
    private const float PatienceMilliseconds = 90_000;

    [Fact]
    public async Task Card_IsIssuedWhileThePageIsOpen_AnsweredSentBackMendedAndClosed()
    {
        await using var clerk = await portal.SignInAsync("street");
        await clerk.GoAsync("/supervision?level=yellow&state=open");
        await SendAsync();
        var row = clerk.Page.Locator("tr", new() { HasText = CaseNo }).Locator("[data-card]");
        await row.WaitForAsync(new() { Timeout = PatienceMilliseconds });
        await row.ClickAsync();

        await Assertions.Expect(clerk.Page.Locator("[data-rule=promise]")).ToBeVisibleAsync();
        await clerk.Page.ClickAsync("[data-do=answer]"); // without words
        await Assertions.Expect(clerk.Page.Locator("[role=alert]")).ToBeVisibleAsync();
        await AnswerAsync(clerk, "当日补办");

        await using var office = await portal.SignInAsync("office");
        await office.GoAsync(new Uri(clerk.Page.Url).PathAndQuery);
        await office.Page.FillAsync("textarea", "请说明今后如何避免。");
        await office.Page.ClickAsync("[data-do=sendBack]");
        await Assertions.Expect(office.Page.Locator("[data-step=SentBack]")).ToContainTextAsync("请说明今后如何避免。");

        await clerk.GoAsync(new Uri(clerk.Page.Url).PathAndQuery);
        await AnswerAsync(clerk, "已安排双岗，每日核对临期件。");
        await office.GoAsync(new Uri(clerk.Page.Url).PathAndQuery);
        await office.Page.ClickAsync("[data-do=close]");
        await Assertions.Expect(office.Page.Locator("[data-state=Closed]")).ToBeVisibleAsync();

        Assert.Equal(
            ["Issued", "Answered", "SentBack", "Answered", "Closed"],
            await office.Page.Locator("[data-step]").EvaluateAllAsync<string[]>("steps => steps.map(s => s.dataset.step)")
        );
        // It was wrong after all: withdrawn, and the page goes on.
        await office.Page.FillAsync("textarea", "误发");
        await office.Page.ClickAsync("[data-asks=ask-withdraw]");
        await office.Page.ClickAsync("[data-answer=ask-withdraw]");
        await Assertions.Expect(office.Page.Locator("[data-state=Withdrawn]")).ToBeVisibleAsync();
        // From the card to its record.
        await office.Page.ClickAsync("[data-record]");
        await Assertions.Expect(office.Page.Locator("h1")).ToHaveTextAsync(CaseNo);
        Assert.Empty(clerk.Complaints);
        Assert.Empty(office.Complaints);
    }

    [Fact]
    public async Task Rule_IsChangedEndedAndPutInForceAgain_ByTheOfficeAlone()
    {
        await using var office = await portal.SignInAsync("office");
        var page = office.Page;
        await office.GoAsync("/supervision");
        await page.ClickAsync("[data-rules]");
        await page.FillAsync("[data-amount=unanswered]", "99");
        await page.ClickAsync("[data-change=unanswered]");
        await Assertions.Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-amount=unanswered]")).ToHaveValueAsync("3");
        await page.FillAsync("[data-amount=unanswered]", "5");
        await page.ClickAsync("[data-change=unanswered]");
        await Assertions.Expect(page.Locator("[role=status].good")).ToBeVisibleAsync();
        await page.ClickAsync("[data-end=unanswered]");
        await Assertions.Expect(page.Locator("[data-end=unanswered]")).ToHaveCountAsync(0);
        await page.ClickAsync("[data-change=unanswered]");
        await Assertions.Expect(page.Locator("[data-end=unanswered]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-amount=unanswered]")).ToHaveValueAsync("5");
        Assert.Empty(office.Complaints);

        await using var clerk = await portal.SignInAsync("street");
        await clerk.GoAsync("/supervision/rules");
        await Assertions.Expect(clerk.Page.Locator("[data-amount]")).ToHaveCountAsync(0);
        await Assertions.Expect(clerk.Page.Locator("[data-change]")).ToHaveCountAsync(0);
    }

    private static async Task AnswerAsync(Visitor clerk, string words)
    {
        await clerk.Page.FillAsync("textarea", words);
        await clerk.Page.ClickAsync("[data-do=answer]");
        await Assertions.Expect(clerk.Page.Locator("[data-state=Answered]")).ToBeVisibleAsync();
    }

    /// <summary>An open case, due a moment ago.</summary>
    private async Task SendAsync()
    {
        var token = TestContext.Current.CancellationToken;
        using var client = await portal.Portal.CreateApiClientAsync(Unit, "cases:write", "items:read");
        var items = await client.GetFromJsonAsync<List<Item>>(new Uri("/api/v1/items", UriKind.Relative), token);
        var now = TimeProvider.System.GetUtcNow();
        var record = new
        {
            source = "cards",
            caseNo = CaseNo,
            unitCode = Unit,
            itemCode = items![0].Code,
            channel = "window",
            acceptedAt = now.AddHours(-1).ToString("O", CultureInfo.InvariantCulture),
            dueAt = now.AddSeconds(1).ToString("O", CultureInfo.InvariantCulture),
        };
        using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/cases", UriKind.Relative), new[] { record }, token);
        Assert.Contains("\"created\":1", await answer.Content.ReadAsStringAsync(token), StringComparison.Ordinal);
    }

    private sealed record Item(string Code);
}
