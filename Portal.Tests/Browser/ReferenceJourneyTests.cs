using System.Text;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>The office takes the present units as a file, brings it back, and imports one of another system.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReferenceJourneyTests(PortalInBrowser portal)
{
    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task File_OfThePresentOnes_IsDownloadedAndChangesNothing(string format)
    {
        await using var visitor = await portal.SignInAsync("office");
        var page = visitor.Page;
        await visitor.GoAsync("/admin/reference?kind=items");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($".present a[href$='format={format}']"));
        Assert.Equal("items." + format, download.SuggestedFilename);
        var file = new FilePayload
        {
            Name = download.SuggestedFilename,
            MimeType = "application/octet-stream",
            Buffer = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken),
        };

        await page.SetInputFilesAsync(".drop input", file);
        await page.ClickAsync("[data-try]:not([disabled])");
        await Assertions.Expect(page.Locator("[data-outcome=tried]")).ToBeVisibleAsync();

        foreach (var count in (string[])["created", "changed", "ended", "refused"])
            await Assertions.Expect(page.Locator($"[data-count={count}] dd")).ToHaveTextAsync("0");
        await Assertions.Expect(page.Locator("[data-count=unchanged] dd")).Not.ToHaveTextAsync("0");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task File_OfAnotherSystem_IsMappedTriedAndImported()
    {
        await using var visitor = await portal.SignInAsync("office");
        var page = visitor.Page;
        await visitor.GoAsync("/admin/reference");
        await UploadAsync(page, "机构代码,机构名称,性质,上级\nJ1,旅程街道,街道办,350103\nJ2,旅程社区,便民点,旅程街道\n");
        await Assertions.Expect(page.Locator(".reason")).ToHaveCountAsync(1);

        await page.Locator("[data-field=kind] .values label", new() { HasText = "便民点" })
            .Locator("select")
            .SelectOptionAsync("community");
        await Assertions.Expect(page.Locator(".reason")).ToHaveCountAsync(0);
        await page.ClickAsync("[data-try]:not([disabled])");
        await Assertions.Expect(page.Locator("[data-outcome=tried] [data-count=created] dd")).ToHaveTextAsync("2");
        await page.ClickAsync("[data-import]:not([disabled])");
        await Assertions.Expect(page.Locator("[data-outcome=done] [data-count=created] dd")).ToHaveTextAsync("2");

        // The page of units knows them at once; the same file again changes nothing.
        await page.ClickAsync(".file button");
        await UploadAsync(page, "机构代码,机构名称,性质,上级\nJ1,旅程街道,街道办,350103\n");
        await page.ClickAsync("[data-try]:not([disabled])");
        await Assertions.Expect(page.Locator("[data-outcome=tried] [data-count=unchanged] dd")).ToHaveTextAsync("1");
        Assert.Empty(visitor.Complaints);
    }

    private static Task UploadAsync(IPage page, string text) =>
        page.SetInputFilesAsync(
            ".drop input",
            new FilePayload
            {
                Name = "theirs.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(text),
            }
        );
}
