using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Playwright;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Browser;

/// <summary>A reader exports tables and charts.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ExportJourneyTests(PortalInBrowser portal)
{
    private const string District = "/live?unit=350103&from=2014-01&to=2014-10";

    [Fact]
    public async Task Panel_GivesCsvAndWorkbookAndPictures_WithTheKeyboardAlone()
    {
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(District);
        var panel = visitor.Page.Locator("section.box.b");

        var csv = Encoding.UTF8.GetString(await TakeAsync(visitor.Page, panel, "csv"));
        Assert.StartsWith("\uFEFF单位,名次,", csv, StringComparison.Ordinal);
        Assert.Equal(await panel.Locator("ol > li").CountAsync(), csv.TrimEnd().Split("\r\n").Length - 1);

        using var book = SpreadsheetDocument.Open(new MemoryStream(await TakeAsync(visitor.Page, panel, "xlsx")), isEditable: false);
        Assert.NotEmpty(book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>());
        Assert.StartsWith("<svg", Encoding.UTF8.GetString(await TakeAsync(visitor.Page, panel, "svg")), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Theory, InlineData("png"), InlineData("svg")]
    public async Task Chart_GivesAPictureOfItself(string kind)
    {
        await using var visitor = await portal.SignInAsync("leader");
        await visitor.GoAsync(District);
        var panel = visitor.Page.Locator("section.box.a");
        await panel.Locator(".apexcharts-series path").First.WaitForAsync();

        var picture = await TakeAsync(visitor.Page, panel, kind);
        if (kind == "png")
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
        else
            Assert.Contains(await panel.Locator("h2").InnerTextAsync(), Encoding.UTF8.GetString(picture), StringComparison.Ordinal);
        Assert.True(picture.Length > 2_000);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Copy_OnAPhone_IsDoneAndSaid()
    {
        await using var visitor = await portal.SignInAsync("leader", VisitorOptions.Phone);
        await visitor.GoAsync(District);
        var export = visitor.Page.Locator("section.box.d .export");
        await export.Locator("button.open").ClickAsync();
        await visitor.Page.ClickAsync("[data-give=copy]");
        await Assertions.Expect(export).ToHaveAttributeAsync("data-export", "Done");
    }

    private static readonly string[] s_kinds = ["copy", "csv", "xlsx", "png", "svg"];

    private static Task UntilAtAsync(IPage page, string kind) =>
        page.WaitForFunctionAsync("kind => document.activeElement?.dataset.give === kind", kind);

    private static async Task<byte[]> TakeAsync(IPage page, ILocator panel, string kind)
    {
        await panel.Locator(".export button.open").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await UntilAtAsync(page, s_kinds[0]);
        foreach (var item in s_kinds.Skip(1).Take(Array.IndexOf(s_kinds, kind)))
        {
            await page.Keyboard.PressAsync("ArrowDown");
            await UntilAtAsync(page, item);
        }
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.EndsWith($".{kind}", download.SuggestedFilename, StringComparison.Ordinal);
        await using var stream = await download.CreateReadStreamAsync();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Xunit.TestContext.Current.CancellationToken);
        return content.ToArray();
    }
}
