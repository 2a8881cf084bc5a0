using System.IO.Compression;
using Microsoft.Playwright;
using Portal.Tests.Architecture;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Browser;

/// <summary>The office's work with a report: read, remark, sign, download; and the effect of a later correction.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportJourneyTests(PortalInBrowser portal)
{
    // A month that the demonstration's report does not mention.
    private const string Centre = "350103C01";
    private const string Report = $"/reports?unit={Centre}&month=2014-12";

    private static readonly string[] s_files = ["Docx-en", "Docx-zh-CN", "Xlsx-en", "Xlsx-zh-CN"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_RemarkedSignedAndFetched_StaysByteForByteWhenARecordIsCorrected()
    {
        await using var office = await portal.SignInAsync("office");
        var page = office.Page;
        await page.GotoAsync(Report);
        // The button is there before the page takes input.
        await page.WaitForFunctionAsync(
            """
            () => {
              const open = document.querySelector('.remark textarea');
              if (!open) document.querySelector('[data-do=remark]')?.click();
              return open !== null;
            }
            """,
            null,
            new() { PollingInterval = 200 }
        );
        await page.FillAsync(".remark textarea", "本月无办件。\n请各窗口核对。");
        await page.ClickAsync("[data-save]");
        await page.Locator("[data-report] .text", new() { HasText = "请各窗口核对。" }).WaitForAsync();
        await AssertAccessibleAsync(page);

        await page.ClickAsync("[data-do=sign]");
        await page.ClickAsync("[data-answer]");
        await page.Locator("[data-signed='1']").WaitForAsync();
        var hash = await page.Locator("[data-hash]").InnerTextAsync();
        Assert.Matches("^[0-9a-f]{64}$", hash);
        var signed = await FetchAllAsync(page);
        Assert.All(
            signed,
            file =>
                Assert.Contains(
                    file.Key.StartsWith("Docx", StringComparison.Ordinal) ? "word/document.xml" : "xl/workbook.xml",
                    Names(file.Value)
                )
        );
        await page.GotoAsync(Report.Replace("/reports?", "/reports/difference?", StringComparison.Ordinal));
        await page.Locator("[data-nothing]").WaitForAsync();

        await ForgottenCase.SendAsync(portal, Centre, "R-1", "2014-12-03");
        await UntilDifferentAsync(page);
        await page.Locator("tbody tr, .pair", new() { HasText = "受理" }).First.WaitForAsync();
        await AssertAccessibleAsync(page);
        await page.GotoAsync(Report);
        Assert.Equal(hash, await page.Locator("[data-hash]").InnerTextAsync());
        Assert.Equal(signed, await FetchAllAsync(page));
        Broken.None(office.Complaints);
    }

    [Fact]
    public async Task PrintView_AsPdf_IsOnA4WithPagesOfItsOwn()
    {
        await using var leader = await portal.SignInAsync("leader", new() { Dark = true });
        await leader.GoAsync("/reports?unit=350103&month=2014-10&from=2014-01&view=print");
        await leader.Page.Locator("[data-report]").WaitForAsync();
        await leader.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        Assert.Equal(
            "rgb(0, 0, 0)",
            await leader.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('[data-report]')).color")
        );
        Assert.Equal(
            "none",
            await leader.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('header.bar')).display")
        );
        var pdf = System.Text.Encoding.Latin1.GetString(await leader.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var boxes = System.Text.RegularExpressions.Regex.Matches(
            pdf,
            @"/MediaBox \[0 0 (?<width>[\d.]+) (?<height>[\d.]+)\]",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
        Assert.True(boxes.Count > 5, $"{boxes.Count} pages");
        Assert.All(boxes, box => Assert.StartsWith("594.", box.Groups["width"].Value, StringComparison.Ordinal)); // 210 mm in points
    }

    private static async Task AssertAccessibleAsync(IPage page) =>
        Broken.None(
            (await Axe.ViolationsAsync(page))
                .Where(v => v.Impact is "serious" or "critical")
                .SelectMany(v => v.Nodes.Select(node => $"{v.Id}: {node}"))
        );

    private static async Task<SortedDictionary<string, byte[]>> FetchAllAsync(IPage page)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in s_files)
            files[file] = await FetchAsync(page, file);
        return files;
    }

    private static async Task<byte[]> FetchAsync(IPage page, string file)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($"[data-file='{file}']"));
        await using var content = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private static List<string> Names(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    /// <summary>Figures are folded a moment after a record came.</summary>
    private static async Task UntilDifferentAsync(IPage page)
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < s_patience; )
        {
            await page.ReloadAsync();
            await page.Locator(".difference[aria-busy=false]").WaitForAsync();
            if (await page.Locator("[data-table], [data-paragraphs]").CountAsync() > 0)
                return;
            await page.WaitForTimeoutAsync(500);
        }
        Assert.Fail("The correction made no difference.");
    }
}
