using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Exports;
using Portal.Tests.Support;

namespace Portal.Tests.Exports;

/// <summary>What a page shows of the file that it has the browser take.</summary>
public sealed class FileDownloadTests : PortalTestContext
{
    private readonly BunitJSModuleInterop _module;
    private readonly FileExports _exports;

    public FileDownloadTests()
    {
        _module = JSInterop.SetupModule("./Exports/FileDownload.razor.js");
        _module.Mode = JSRuntimeMode.Loose;
        _exports = new(Clock);
        Services.AddSingleton(_exports);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void Links_BeforeAClick_AreAddressesOfTheFiles()
    {
        var page = Render(rows: 10);

        Assert.Equal(["/csv", "/xlsx"], page.FindAll("a[data-export]").Select(link => link.GetAttribute("href")));
        Assert.Equal(0, _exports.Count);
    }

    [Fact]
    public async Task Progress_OfRows_IsShownUntilTheyAreHandedOver()
    {
        var page = Render(rows: 4_000);
        var export = await BeginAsync(page);
        Clock.Advance(TimeSpan.FromSeconds(10));
        export.Report(1_000);

        page.WaitForAssertion(() => Assert.Equal("0.25", page.Find("progress").GetAttribute("value")));
        Assert.Equal("1,000 / 4,000 行 · 约剩 30 秒", page.Find("[role=status]").TextContent);
        Assert.Empty(page.FindAll("a[data-export]"));

        export.Report(4_000);
        export.End(FileExportState.Done);
        page.WaitForAssertion(() => Assert.Equal("已导出 4,000 行", page.Find("[role=status]").TextContent));
        Assert.Equal(2, page.FindAll("a[data-export]").Count);
    }

    [Fact]
    public async Task Progress_WhileTheCountIsNotKnown_NamesNoShare()
    {
        var page = Render(rows: 10_000, isExact: false);
        var export = await BeginAsync(page);
        Clock.Advance(TimeSpan.FromSeconds(10));
        export.Report(1_000);

        page.WaitForAssertion(() => Assert.Equal("1,000 行，共 10,000 行以上", page.Find("[role=status]").TextContent));
        Assert.False(page.Find("progress").HasAttribute("value"));
    }

    [Fact]
    public async Task Cancel_StopsTheExportAndSaysSo()
    {
        var page = Render(rows: 4_000);
        var export = await BeginAsync(page);

        await page.Find("[data-do=stop-export]").ClickAsync(new());

        Assert.True(export.Stopped.IsCancellationRequested);
        page.WaitForAssertion(() => Assert.Equal("已取消，文件不完整。", page.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task File_ThatNoRequestTakes_HasFailed()
    {
        var page = Render(rows: 4_000);
        await page.Find("a[data-export=csv]").ClickAsync(new());
        Clock.Advance(FileExport.TakenWithin);

        page.WaitForAssertion(() => Assert.Equal("Failed", page.Find("[data-export-state]").GetAttribute("data-export-state")));
        Assert.Equal(2, page.FindAll("a[data-export]").Count);
    }

    [Fact]
    public async Task File_ThatIsTaken_MayTakeLong()
    {
        var page = Render(rows: 4_000);
        var export = await BeginAsync(page);
        Clock.Advance(FileExport.TakenWithin);

        Assert.Equal(FileExportState.Running, export.State);
    }

    [Fact]
    public async Task Page_ThatIsLeft_StopsItsExport()
    {
        var page = Render(rows: 4_000);
        var export = await BeginAsync(page);
        Assert.Equal(1, _exports.Count);

        await DisposeComponentsAsync();

        Assert.True(export.Stopped.IsCancellationRequested);
        Assert.Equal(0, _exports.Count);
    }

    private IRenderedComponent<FileDownload> Render(long rows, bool isExact = true) =>
        Render<FileDownload>(p =>
            p.Add(d => d.Formats, ["csv", "xlsx"])
                .Add(d => d.Address, (format, export) => export is { } id ? $"/{format}?export={id}" : "/" + format)
                .Add(d => d.Owner, "office")
                .Add(d => d.Rows, rows)
                .Add(d => d.IsExact, isExact)
        );

    /// <summary>Clicks the first link, and finds the export as the request of the browser does.</summary>
    private async Task<FileExport> BeginAsync(IRenderedComponent<FileDownload> page)
    {
        await page.Find("a[data-export=csv]").ClickAsync(new());
        var address = Assert.IsType<string>(_module.VerifyInvoke("take").Arguments[0]);
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        request.QueryString = new(address[address.IndexOf('?', StringComparison.Ordinal)..]);
        return Assert.IsType<FileExport>(_exports.Find(request, "office"));
    }
}
