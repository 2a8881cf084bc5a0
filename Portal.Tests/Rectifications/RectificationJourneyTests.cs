using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Domain.Shared;
using Portal.Tests.Browser;
using Portal.Tests.Evidence;

namespace Portal.Tests.Rectifications;

/// <summary>
/// A red card becomes an order: the unit's head proves that it was mended, the office sends it back, the unit mends, the office closes.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed partial class RectificationJourneyTests(PortalInBrowser portal)
{
    private const string Street = "350103002"; // 后洲街道, of the account street
    private const string Department = "350103D17"; // has an open red card in the demonstration
    private const string Head = "head-d17";

    [Fact]
    public async Task RedCard_IsOrderedToBeMended_ProvedSentBackMendedAndClosed_WithEveryStepInTheHistory()
    {
        await using var office = await portal.SignInAsync("office");
        var card = await RedCardAsync(office);
        await office.Page.ClickAsync("[data-new]");
        await office.Page.Locator("textarea[data-basis]").FillAsync("《行政许可法》第四十二条");
        await office.Page.FillAsync("#day-deadline", Day(7));
        await office.Page.ClickAsync("[data-do=order]");
        await Assertions.Expect(office.Page.Locator("[data-state=Ordered]")).ToBeVisibleAsync();
        var order = new Uri(office.Page.Url).PathAndQuery;
        await Assertions.Expect(office.Page.Locator($"[data-card='{card}']")).ToBeVisibleAsync();
        // The office has nothing to upload, and the card shows the order.
        await Assertions.Expect(office.Page.Locator("[data-choose]")).ToHaveCountAsync(0);
        await office.Page.ClickAsync("[data-card]");
        await Assertions.Expect(office.Page.Locator("[data-order]").First).ToBeVisibleAsync();

        // The head finds it in the list, behind the count in the menu.
        var made = await portal.Portal.RunAsync([
            "user",
            "create",
            "--name",
            Head,
            "--role",
            "UnitHead",
            "--unit",
            Department,
            "--password",
            Visitor.Password,
        ]);
        Assert.Equal((0, ""), (made.ExitCode, made.Errors));
        await using var head = await portal.SignInAsync(Head);
        await head.GoAsync("/rectifications");
        await Assertions.Expect(head.Page.Locator("a[href='/rectifications'] .rail-count")).ToBeVisibleAsync();
        await head.Page.Locator($"[data-order='{order.Split('/')[^1]}']").ClickAsync();
        await Assertions.Expect(head.Page.Locator("[data-choose]")).ToBeAttachedAsync();
        await SubmitAsync(head, "已补办并公示");
        await Assertions.Expect(head.Page.Locator("[role=alert]")).ToBeVisibleAsync(); // without evidence
        await UploadAsync(
            head,
            ("report.php.jpg", SampleEvidence.Jpeg()),
            ("现场.jpg", SampleEvidence.Jpeg(1)),
            ("page.png", SampleEvidence.Zip())
        );
        await Assertions.Expect(head.Page.Locator("[data-file]")).ToHaveCountAsync(1);
        await Assertions.Expect(head.Page.Locator("[data-refused]")).ToHaveCountAsync(2);
        head.ForgetComplaints(); // the browser writes refused calls on its console
        await SubmitAsync(head, "已补办并公示");
        await Assertions.Expect(head.Page.Locator("[data-state=Submitted]")).ToBeVisibleAsync();

        // The office looks at the very bytes, and is not content.
        await office.GoAsync(order);
        var download = await office.Page.RunAndWaitForDownloadAsync(() => office.Page.ClickAsync("[data-file] a"));
        Assert.Equal("现场.jpg", download.SuggestedFilename);
        Assert.Equal(
            SampleEvidence.Jpeg(1),
            await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)
        );
        await office.Page.FillAsync("textarea", "照片不清，请重拍。");
        await office.Page.FillAsync("#day-deadline", Day(14));
        await office.Page.ClickAsync("[data-do=sendBack]");
        await Assertions.Expect(office.Page.Locator("[data-step=SentBack]")).ToContainTextAsync("照片不清，请重拍。");

        // The head's page follows; the file of the first round does not count in the second.
        await Assertions.Expect(head.Page.Locator("[data-state=Ordered]")).ToBeVisibleAsync();
        await UploadAsync(head, ("整改后.png", SampleEvidence.Png()), ("报告.pdf", SampleEvidence.Pdf()));
        await Assertions.Expect(head.Page.Locator("[data-file][data-round='2']")).ToHaveCountAsync(2);
        await SubmitAsync(head, "已重拍，附报告。");
        await Assertions.Expect(head.Page.Locator("[data-state=Submitted]")).ToBeVisibleAsync();
        await Assertions.Expect(office.Page.Locator("[data-do=close]")).ToBeVisibleAsync();
        await office.Page.FillAsync("textarea", "同意销号。");
        await office.Page.ClickAsync("[data-do=close]");
        await Assertions.Expect(office.Page.Locator("[data-state=Closed]")).ToBeVisibleAsync();

        Assert.Equal(
            [
                "Ordered office - Ordered",
                $"Submitted {Head} Ordered Submitted",
                "SentBack office Submitted Ordered",
                $"Submitted {Head} Ordered Submitted",
                "Closed office Submitted Closed",
            ],
            await office
                .Page.Locator("[data-step]")
                .EvaluateAllAsync<string[]>("steps => steps.map(({dataset: s}) => `${s.step} ${s.by} ${s.before || '-'} ${s.after}`)")
        );
        Assert.All(await office.Page.Locator("[data-step] .when").AllInnerTextsAsync(), when => Assert.Matches(Minute(), when.Trim()));
        await Assertions.Expect(office.Page.Locator("[data-step=SentBack]")).ToContainTextAsync(Day(14));
        await Assertions.Expect(office.Page.Locator("[data-do]")).ToHaveCountAsync(0);
        Assert.Empty(head.Complaints);
        Assert.Empty(office.Complaints);
    }

    [Fact]
    public async Task Upload_UnderWay_ShowsItsProgressAndIsCancelled()
    {
        await using var office = await portal.SignInAsync("office");
        await office.GoAsync("/rectifications/order");
        await office.Page.ClickAsync("#order-unit");
        await office.Page.ClickAsync($".unit-choice[data-code='{Street}']");
        await Assertions.Expect(office.Page.Locator("#order-unit")).ToHaveAttributeAsync("data-unit", Street);
        await office.Page.FillAsync("textarea[data-problem]", "窗口未公示办事指南");
        await office.Page.FillAsync("textarea[data-basis]", "《政府信息公开条例》第十条");
        await office.Page.FillAsync("#day-deadline", Day(3));
        await office.Page.ClickAsync("[data-do=order]");
        await Assertions.Expect(office.Page.Locator("[data-state=Ordered]")).ToBeVisibleAsync();

        await using var clerk = await portal.SignInAsync("street");
        await clerk.GoAsync(new Uri(office.Page.Url).PathAndQuery);
        var sent = new TaskCompletionSource();
        await clerk.Page.RouteAsync(
            "**/rectifications/evidence?*",
            async route =>
            {
                await sent.Task;
                await route.ContinueAsync();
            }
        );
        await UploadAsync(clerk, ("a.png", SampleEvidence.Png(1)), ("b.png", SampleEvidence.Png(2)));
        await Assertions.Expect(clerk.Page.Locator("progress[data-upload]")).ToHaveCountAsync(2);
        await clerk.Page.Locator("[data-cancel]").Last.ClickAsync(); // waits
        await Assertions.Expect(clerk.Page.Locator("progress[data-upload]")).ToHaveCountAsync(1);
        await clerk.Page.Locator("[data-cancel]").First.ClickAsync(); // is sent
        await Assertions.Expect(clerk.Page.Locator("progress[data-upload]")).ToHaveCountAsync(0);
        sent.SetResult();
        await Assertions.Expect(clerk.Page.Locator("[data-file], [data-refused]")).ToHaveCountAsync(0);
    }

    /// <summary>Opens the page of a red card of the department; its number.</summary>
    private static async Task<string> RedCardAsync(Visitor office)
    {
        await office.GoAsync($"/supervision?level=red&state=all&unit={Department}");
        var link = office.Page.Locator("[data-card]").First;
        var card = await link.GetAttributeAsync("data-card");
        await link.ClickAsync();
        await Assertions.Expect(office.Page.Locator("[data-new]")).ToBeVisibleAsync();
        return card!;
    }

    private static Task UploadAsync(Visitor visitor, params (string Name, byte[] Bytes)[] files) =>
        visitor.Page.SetInputFilesAsync(
            "[data-choose]",
            files.Select(file => new FilePayload
            {
                Name = file.Name,
                MimeType = "application/octet-stream",
                Buffer = file.Bytes,
            })
        );

    private static async Task SubmitAsync(Visitor head, string statement)
    {
        await head.Page.FillAsync("textarea", statement);
        await head.Page.ClickAsync("[data-do=submit]");
    }

    /// <summary>So many days from the portal's today, which is that of the machine's clock in Shanghai.</summary>
    private static string Day(int days)
    {
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        return Days.ToText(DateOnly.FromDateTime(now.DateTime).AddDays(days));
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$", RegexOptions.None, 1_000)]
    private static partial Regex Minute();
}
