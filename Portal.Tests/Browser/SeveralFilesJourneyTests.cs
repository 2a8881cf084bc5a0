using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>
/// Several files are dropped at once: those with the same headings share a mapping, each becomes an import, none stops another.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class SeveralFilesJourneyTests(PortalInBrowser portal)
{
    private const string Centre = "350103C01";
    private const string Heading = "caseNo,unitCode,itemCode,acceptedAt\n";

    [Fact]
    public async Task Files_ChosenTogether_AreEachImported_AndFoundAgainByAReloadedPage()
    {
        await using var visitor = await portal.SignInAsync("office");
        var (page, item) = (visitor.Page, await ItemAsync());
        await visitor.GoAsync("/import");
        await page.SetInputFilesAsync(
            ".drop input",
            [
                Csv("week.csv", Heading + Row(1, item) + Row(2, item)),
                Csv("other.csv", "caseNo,unitCode,itemCode,acceptedAt,channel\n" + Row(3, item).TrimEnd() + ",window\n"),
                new()
                {
                    Name = "old.xls",
                    MimeType = "application/vnd.ms-excel",
                    Buffer = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
                },
                Csv("week.csv", Heading + Row(4, item) + "5,nowhere," + item + ",2014-11-03\n"),
            ]
        );
        await Assertions.Expect(page.Locator(".file strong")).ToHaveTextAsync(["week.csv", "other.csv", "week.csv"]);
        await Assertions.Expect(page.Locator(".refused li")).ToContainTextAsync("old.xls");

        // Nothing of it is lost with the page.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".file strong")).ToHaveTextAsync(["week.csv", "other.csv", "week.csv"]);
        await Assertions.Expect(page.Locator(".file-group")).ToHaveCountAsync(2); // the two of the same headings are asked about once
        for (var group = 0; group < 2; group++)
        {
            await page.Locator(".file-group").Nth(group).Locator("[data-default-source]").FillAsync("several");
            await page.Keyboard.PressAsync("Tab");
        }
        await Assertions.Expect(page.Locator(".actions .primary-button")).ToBeEnabledAsync();
        await page.ClickAsync(".actions .primary-button");

        await EndedAsync(page);
        var address = page.Url;
        Assert.Contains("set=", address, StringComparison.Ordinal);
        await page.ReloadAsync();
        await EndedAsync(page);
        Assert.Equal(address, page.Url);
        Assert.Equal(["2", "1", "1"], await ColumnAsync(page, created: true));
        Assert.Equal(["0", "0", "1"], await ColumnAsync(page, created: false));

        await page.Locator(".batch-set a").Nth(2).ClickAsync();
        await Assertions.Expect(page.Locator(".mending tr[data-line='3']")).ToHaveCountAsync(1);
        await page.ClickAsync("[data-to-set]");
        await EndedAsync(page);

        // What was imported is not offered again.
        await visitor.GoAsync("/import");
        await Assertions.Expect(page.Locator("label.drop")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator(".file").CountAsync());
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Uploads_UnderWay_ShowTheirProgressAndAreCancelledOneByOneOrTogether()
    {
        await using var visitor = await portal.SignInAsync("office");
        var page = visitor.Page;
        var sent = new TaskCompletionSource();
        await visitor.GoAsync("/import");
        await page.RouteAsync(
            "**/import/upload",
            async route =>
            {
                await sent.Task;
                await route.ContinueAsync();
            }
        );
        await page.SetInputFilesAsync(
            ".drop input",
            [Csv("a.csv", Heading), Csv("b.csv", Heading), Csv("c.csv", Heading), Csv("d.csv", Heading)]
        );
        await Assertions.Expect(page.Locator(".upload progress")).ToHaveCountAsync(4);

        await page.Locator(".upload", new() { HasText = "b.csv" }).Locator("button").ClickAsync(); // waits
        await page.Locator(".upload", new() { HasText = "a.csv" }).Locator("button").ClickAsync(); // is sent
        await Assertions.Expect(page.Locator(".upload-name")).ToHaveTextAsync(["c.csv", "d.csv"]);
        await page.ClickAsync("[data-cancel-uploads]");

        await Assertions.Expect(page.Locator(".upload")).ToHaveCountAsync(0);
        sent.SetResult();
        Assert.Equal(0, await page.Locator(".file, .refused li").CountAsync());
    }

    private static string Row(int number, string item) =>
        string.Create(CultureInfo.InvariantCulture, $"{number},{Centre},{item},2014-11-03\n");

    private static FilePayload Csv(string name, string text) =>
        new()
        {
            Name = name,
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(text),
        };

    private static Task EndedAsync(IPage page) =>
        Assertions.Expect(page.Locator("[data-set]")).ToHaveAttributeAsync("data-ended", "true", new() { Timeout = 30_000 });

    private static async Task<IReadOnlyList<string>> ColumnAsync(IPage page, bool created)
    {
        const int figures = 5; // received, created, updated, unchanged, rejected
        var numbers = await page.Locator(".batch-set td.number").AllInnerTextsAsync();
        return [.. numbers.Chunk(figures).Select(row => row[created ? 1 : figures - 1].Trim())];
    }

    private async Task<string> ItemAsync()
    {
        using var caller = await portal.Portal.CreateApiClientAsync(Centre, Domain.Access.Permissions.ItemsRead);
        var items = await caller.GetStringAsync(new Uri("/api/v1/items?on=2014-11-03", UriKind.Relative));
        return System.Text.Json.JsonDocument.Parse(items).RootElement.EnumerateArray().First().GetProperty("code").GetString()!;
    }
}
