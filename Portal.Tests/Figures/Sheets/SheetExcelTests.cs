using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Filling a sheet in by Excel, on its page.</summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class SheetExcelTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SheetPageHarness _harness = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await SheetPageHarness.DatabaseAsync();
        _harness = new(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Sheet_OffersItsTemplate() =>
        Assert.Equal("/figures/full/350103001001/2014-10/template.xlsx", _harness.Open().Find("[data-download]").GetAttribute("href"));

    [Fact]
    public async Task File_WithProblems_IsShownByCellAndChangesNothing()
    {
        var page = _harness.Open();
        await SendAsync(page, book => book.With(("accepted", "很多"), ("closed", 5)));

        var problem = page.Find("[data-problems='1'] li");
        Assert.Equal("value.notNumber", problem.GetAttribute("data-code"));
        Assert.Matches(@"^[A-Z]\d+（受理）：“很多”不是数字。$", problem.TextContent);
        Assert.Empty(page.FindAll("[data-import]"));
        Assert.Empty((await ViewAsync()).Cells);
    }

    [Fact]
    public async Task File_LookedAtAndImported_IsWhatTheSheetSays()
    {
        await _database.TypeAsync(Community, Key(), ("accepted", "7"), ("closed", "5"));
        var page = _harness.Open();
        await SendAsync(page, book => book.With(("accepted", 861), ("closed", 5), ("notes", "不适用"), ("relief.in", "１２")));

        Assert.Equal(["accepted", "notes", "relief.in"], page.FindAll("[data-change]").Select(c => c.GetAttribute("data-change")!));
        Assert.Equal(["7", "861"], page.FindAll("[data-change=accepted] .number").Select(n => n.TextContent));
        Assert.Equal(7m, (await ViewAsync()).Values["accepted"].Number);

        await page.Find("[data-import]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("861", page.TextOf("accepted")));
        Assert.Contains("已导入 3 项。", page.Find("[data-excel]").TextContent, StringComparison.Ordinal);
        Assert.Equal(12m, (await ViewAsync()).Values["relief.in"].Number);
    }

    [Fact]
    public async Task CellSomebodySavedSince_IsSaidAndStays()
    {
        var page = _harness.Open();
        var book = TemplateBook.Of(await ViewAsync()).With(("accepted", 5), ("closed", 4));
        await _database.TypeAsync(Street, Key(), ("accepted", "9"));
        page.WaitForAssertion(() => Assert.Equal("9", page.TextOf("accepted")));
        await SendAsync(page, _ => book);

        Assert.Contains("street", page.Find("[data-change=accepted]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-import]").ClickAsync(new());
        var values = (await ViewAsync()).Values;
        Assert.Equal((9m, 4m), (values["accepted"].Number, values["closed"].Number));
        Assert.Contains("已导入 1 项；1 项因他人已改动而未导入。", page.Find("[data-excel]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfSomebodyElse_IsNotGivenOut()
    {
        var page = _harness.Open();
        var view = await ViewAsync();
        var uploads = _harness.Services.GetRequiredService<TemplateUploads>();
        var id = uploads.Keep("somebody", view.Key, await TemplateBook.Of(view).With(("accepted", 5)).ReadAsync(view));
        await page.InvokeAsync(() => page.FindComponent<SheetExcel>().Instance.SentAsync(id));
        Assert.Empty(page.FindAll("[data-changes]"));
        Assert.Contains("请重试", page.Find("[data-excel]").TextContent, StringComparison.Ordinal);
    }

    private async Task<SheetView> ViewAsync() =>
        (await _database.Get<SheetReader>().OpenAsync(Community, Key(), Xunit.TestContext.Current.CancellationToken))!;

    private async Task SendAsync(IRenderedComponent<SheetPage> page, Func<TemplateBook, TemplateBook> fill)
    {
        var view = await ViewAsync();
        var content = await fill(TemplateBook.Of(view)).ReadAsync(view);
        var id = _harness.Services.GetRequiredService<TemplateUploads>().Keep("李四", view.Key, content);
        await page.InvokeAsync(() => page.FindComponent<SheetExcel>().Instance.SentAsync(id));
    }
}
