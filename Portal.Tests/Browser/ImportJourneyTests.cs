using System.Globalization;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A file with wrong rows is imported, its rows are mended in the page until all are in, and a second file follows.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ImportJourneyTests(PortalInBrowser portal)
{
    private const string Centre = "350103C01";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private const string Heading = "caseNo,unitCode,itemCode,acceptedAt,satisfaction,channel,closedAt\n";

    [Fact]
    public async Task File_WithWrongRows_IsMendedInThePageUntilAllAreIn_AndASecondFollows()
    {
        await using var visitor = await portal.SignInAsync("office");
        var (page, item) = (visitor.Page, await ItemAsync());
        string[] wrong =
        [
            $"1,nowhere,{item},2014-11-03,,,",
            $"2,nowhere,{item},2014-11-03,,,",
            $"3,nowhere,{item},2014-11-03,,,",
            $"4,{Centre},{item},yesterday,,,",
            $"5,{Centre},{item},31/13/2014,,,",
            $"6,{Centre},{item},,,,",
            $"7,{Centre},{item},2014-11-03,9,,2014-11-03",
            $"8,{Centre},{item},2014-11-03,great,,2014-11-03",
            $"9,{Centre},{item},2014-11-03,,pigeon,",
            $"10,{Centre},{item},2014-11-03,,drum,",
        ];
        var good = Enumerable.Range(11, 10).Select(n => Row(n, item));

        await visitor.GoAsync("/import");
        await UploadAsync(page, "journey-1.csv", Heading + string.Join('\n', wrong.Concat(good)) + "\n");
        // Sources are named where the columns do not name them.
        await NameSourceAsync(page, "journey");
        await Assertions.Expect(page.Locator(".actions .primary-button")).ToBeEnabledAsync();
        await page.ClickAsync(".actions .primary-button");
        await EndedAsync(page);
        await CountAsync(page, "created", 10);
        await CountAsync(page, "rejected", 10);
        Assert.Equal(6, await page.Locator(".reasons button[data-reason]:not([data-reason=''])").CountAsync());

        await MendAsync(page, 2..5, "unitCode", Centre);
        await MendAsync(page, 5..7, "acceptedAt", "2014-11-04");
        await SendAsync(page);
        await CountAsync(page, "rejected", 5);
        await MendAsync(page, 7..8, "acceptedAt", "2014-11-04");
        await MendAsync(page, 8..9, "satisfaction", "8"); // still wrong
        await MendAsync(page, 9..10, "satisfaction", "5");
        await MendAsync(page, 10..12, "channel", "window");
        await SendAsync(page);
        await CountAsync(page, "rejected", 1);
        Assert.Equal("8", await CellOf(page, 8, "satisfaction").InputValueAsync());
        await MendAsync(page, 8..9, "satisfaction", "4");
        await SendAsync(page);
        await CountAsync(page, "rejected", 0);
        await CountAsync(page, "created", 20);
        // What was said about the last row stays, without a table.
        await Assertions.Expect(page.Locator(".mending :is(table, input)")).ToHaveCountAsync(0);
        Assert.NotEmpty((await page.Locator(".mending [role=status]").Last.InnerTextAsync()).Trim());

        await page.ClickAsync(".batch .second-button");
        await page.UntilAwayFromAsync("batch");
        await UploadAsync(page, "journey-2.csv", Heading + Row(21, item) + "\n");
        await NameSourceAsync(page, "journey");
        await Assertions.Expect(page.Locator(".actions .second-button")).ToBeEnabledAsync();
        await page.ClickAsync(".actions .second-button"); // tried first
        await EndedAsync(page);
        await page.ClickAsync("[data-import-now]");
        await Assertions.Expect(page.Locator("[data-import-now]")).ToHaveCountAsync(0);
        await EndedAsync(page);
        await CountAsync(page, "created", 1);
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>Names the source and waits for the preview that knows it: until then nothing can be imported.</summary>
    private static async Task NameSourceAsync(IPage page, string source)
    {
        var preview = page.Locator("p[role=status]:is(.red-card, .good)");
        var before = await preview.InnerTextAsync();
        await page.FillAsync("[data-default-source]", source);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(preview).Not.ToHaveTextAsync(before);
    }

    [Fact]
    public async Task File_ChosenWhileTheScriptIsLoaded_IsTaken()
    {
        await using var visitor = await portal.SignInAsync("office");
        var (asked, chosen) = (new TaskCompletionSource(), new TaskCompletionSource());
        await visitor.Page.RouteAsync(
            "**/UploadZone.razor.js*",
            async route =>
            {
                asked.TrySetResult();
                await chosen.Task;
                await route.ContinueAsync();
            }
        );
        await visitor.Page.GotoAsync("/import");
        await asked.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken); // the page is no longer the prerendered one
        await visitor.Page.SetInputFilesAsync(".drop input", Csv("early.csv", Heading));
        chosen.SetResult();
        await Assertions.Expect(visitor.Page.Locator(".file strong")).ToHaveTextAsync("early.csv");
    }

    [Fact]
    public async Task Workbook_WithSeveralSheets_IsAskedAboutAndImportedFromTheChosenOne()
    {
        await using var visitor = await portal.SignInAsync("office");
        var page = visitor.Page;
        await visitor.GoAsync("/import");
        await page.SetInputFilesAsync(".drop input", TestFiles.Path("Data/field/x20_two_sheets.xlsx"));
        var asked = page.Locator("[data-asked]");
        await Assertions.Expect(asked.Locator(".problem")).ToContainTextAsync("S1");
        await Assertions.Expect(page.Locator(".file-group")).ToHaveCountAsync(0);

        await asked.Locator("[data-reading=sheet]").SelectOptionAsync("S2");
        await asked.Locator("[data-reading=heading]").FillAsync("first");
        await asked.Locator(".second-button").ClickAsync();
        await Assertions.Expect(asked.Locator(".problem")).ToHaveCountAsync(2); // that is no row
        await asked.Locator("[data-reading=heading]").FillAsync("");
        await asked.Locator(".second-button").ClickAsync();
        await Assertions.Expect(asked).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".sample-table")).ToContainTextAsync("P2");

        // Read again from the other sheet, it is the same file.
        await page.ClickAsync(".file-group .reading summary");
        await page.Locator(".file-group [data-reading=sheet]").SelectOptionAsync("S1");
        await page.ClickAsync(".file-group .reading .second-button");
        await Assertions.Expect(page.Locator(".sample-table")).ToContainTextAsync("P1");
        await Assertions.Expect(page.Locator(".file strong")).ToHaveTextAsync("x20_two_sheets.xlsx");
        Assert.Empty(visitor.Complaints);
    }

    private static string Row(int number, string item) =>
        string.Create(CultureInfo.InvariantCulture, $"{number},{Centre},{item},2014-11-03,,window,");

    private async Task<string> ItemAsync()
    {
        using var caller = await portal.Portal.CreateApiClientAsync(Centre, Domain.Access.Permissions.ItemsRead);
        var items = await caller.GetStringAsync(new Uri("/api/v1/items?on=2014-11-03", UriKind.Relative));
        return System.Text.Json.JsonDocument.Parse(items).RootElement.EnumerateArray().First().GetProperty("code").GetString()!;
    }

    private static async Task UploadAsync(IPage page, string name, string text)
    {
        await page.SetInputFilesAsync(".drop input", Csv(name, text));
        await Assertions.Expect(page.Locator(".file strong")).ToHaveTextAsync(name);
    }

    private static FilePayload Csv(string name, string text) =>
        new()
        {
            Name = name,
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(text),
        };

    private static Task EndedAsync(IPage page) =>
        Assertions.Expect(page.Locator(".batch")).ToHaveAttributeAsync("data-status", "Completed");

    private static Task CountAsync(IPage page, string name, int count) =>
        Assertions.Expect(page.Locator($"[data-count={name}] dd")).ToHaveTextAsync(count.ToString(CultureInfo.InvariantCulture));

    private static async Task MendAsync(IPage page, Range lines, string column, string text)
    {
        for (var line = lines.Start.Value; line < lines.End.Value; line++)
        {
            await CellOf(page, line, column).FillAsync(text);
            await page.Keyboard.PressAsync("Tab");
        }
    }

    private static async Task SendAsync(IPage page)
    {
        await page.ClickAsync("[data-send]");
        await Assertions.Expect(page.Locator(".mending[aria-busy=true]")).ToHaveCountAsync(0);
    }

    private static ILocator CellOf(IPage page, int line, string column) =>
        page.Locator(string.Create(CultureInfo.InvariantCulture, $"tr[data-line='{line}'] input[data-column='{column}']"));
}
