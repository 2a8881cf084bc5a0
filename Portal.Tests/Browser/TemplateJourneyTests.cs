using Microsoft.Playwright;
using Portal.Tests.Architecture;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Sheets;

namespace Portal.Tests.Browser;

/// <summary>A month filled in by Excel: the template is downloaded, uploaded, reviewed and imported.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TemplateJourneyTests(PortalInBrowser portal)
{
    private const string Sheet = "/figures/standards-check/350103002015/2014-10";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Template_FilledInElsewhere_IsMendedAndImported()
    {
        await using var clerk = await portal.SignInAsync("street");
        var page = clerk.Page;
        await page.OpenToEnterAsync(Sheet);
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-download]"));
        await using var file = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Token);
        var book = await new TemplateBook(bytes.ToArray()).RewrittenAsync(
            ("floorArea", 123.45),
            ("windows", "３"),
            ("items", 7),
            ("standardArea", "不适用")
        );

        await SendAsync(page, book.WithCell(book.Place("items"), "七"));
        Assert.Equal(book.Place("items"), await page.Locator("[data-problems] li").GetAttributeAsync("data-place"));
        Assert.Equal(0, await page.Locator("[data-import]").CountAsync());

        await SendAsync(page, book);
        await page.Locator("[data-change='floorArea']").WaitForAsync();
        await page.ClickAsync("[data-import]");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-cell=\"windows\"]')?.value === '3'");
        string[] cells = ["floorArea", "windows", "items", "standardArea"];
        var said = new List<string>();
        foreach (var cell in cells)
            said.Add(await page.Cell(cell).InputValueAsync());
        Assert.Equal(["123.45", "3", "7", "不适用"], said);
        Broken.None(clerk.Complaints);
    }

    private static Task SendAsync(IPage page, TemplateBook book) =>
        page.SetInputFilesAsync(
            "[data-excel] input[type=file]",
            new FilePayload
            {
                Name = "月报.xlsx",
                MimeType = "application/octet-stream",
                Buffer = book.Bytes,
            }
        );
}
