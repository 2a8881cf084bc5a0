using System.IO.Compression;
using System.Net;
using ExcelDataReader;
using Portal.Domain.Access;
using Portal.Exports;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

[Needs(Resource.Database)]
public sealed class RecordExportTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _browser = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        using (var sender = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite))
        {
            string[] cases =
            [
                Case("=1+1", SampleData.Community, 8),
                Case("b", SampleData.Street, 9),
                Case("c", SampleData.Community, 10),
                Case("d", SampleData.OtherStreet, 11),
            ];
            (await PortalInstance.PostAsync(sender, "/api/v1/cases?atomic=true", $"[{string.Join(',', cases)}]"))
                .EnsureSuccessStatusCode()
                .Dispose();
        }
        await _portal.CreateUserAsync("clerk", Role.Clerk, SampleData.Street);
        _browser = _portal.Browser();
        (await PortalInstance.SignInAsync(_browser, "clerk", PortalInstance.Password)).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("", "c b '=1+1")]
    [InlineData("&sort=accepted", "'=1+1 b c")]
    [InlineData("&unit=350103001001", "c '=1+1")]
    [InlineData("&unit=350103001&own=true", "b")]
    [InlineData("&from=2014-10-09", "c b")]
    public async Task Csv_OfAList_HasItsRowsInItsOrderAndNoFormula(string query, string numbers)
    {
        using var answer = await _browser.GetAsync("/cases/export?format=csv" + query, Token);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(numbers.Split(' '), lines.Skip(1).Select(line => line.Split(',')[1]));
    }

    [Theory]
    [InlineData("", 17, "服务方式")]
    [InlineData("&hide=mode", 16, null)]
    [InlineData("&hide=unit,item,used,mode", 9, null)] // two of a unit and of used, three of an item
    public async Task Csv_OfAList_HasTheColumnsThatItsAddressShows(string query, int count, string? last)
    {
        var text = await _browser.GetStringAsync("/cases/export?format=csv" + query, Token);

        var lines = text.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal(count, line.Split(',').Length));
        Assert.Equal(last is not null, lines[0].EndsWith("服务方式", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Xlsx_OfAList_HasItsRowsInItsOrder()
    {
        await using var file = new MemoryStream(await _browser.GetByteArrayAsync("/cases/export?format=xlsx", Token));
        using var reader = ExcelReaderFactory.CreateReader(file);
        var numbers = new List<string?>();
        while (reader.Read())
            numbers.Add(reader.GetValue(1)?.ToString());

        Assert.Equal(["c", "b", "=1+1"], numbers[^3..]);
        using var package = new ZipArchive(new MemoryStream(file.ToArray()));
        foreach (var sheet in package.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(await sheet.OpenAsync(Token));
            Assert.DoesNotContain("<f>", await text.ReadToEndAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task File_OfAPagesExport_TellsItsRowsAndThatItIsDone()
    {
        using var export = _portal.Get<FileExports>().Begin("clerk");
        using var foreign = _portal.Get<FileExports>().Begin("leader");

        var lines = (await _browser.GetStringAsync($"/cases/export?format=csv&export={export.Id}", Token)).Split("\r\n");
        await _browser.GetStringAsync($"/cases/export?format=csv&export={foreign.Id}", Token);

        Assert.Equal((FileExportState.Done, lines.Length - 2), (export.State, export.Rows)); // the heading, and the last line's end
        Assert.Equal((FileExportState.Running, 0), (foreign.State, foreign.Rows));
    }

    [Theory, InlineData("csv"), InlineData("xlsx")]
    public async Task File_OfAnExportThatWasStopped_IsCutOff(string format)
    {
        using var export = _portal.Get<FileExports>().Begin("clerk");
        export.Stop();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            _browser.GetByteArrayAsync($"/cases/export?format={format}&export={export.Id}", Token)
        );

        Assert.Equal(FileExportState.Stopped, export.State);
    }

    [Theory]
    [InlineData("/cases/export?format=csv&unit=350103002")]
    [InlineData("/cases/export?format=docx")]
    [InlineData("/cases/export")]
    public async Task File_OfAnUnitOutOfScopeOrAnUnknownFormat_IsNotFound(string address)
    {
        using var answer = await _browser.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>Without them the file would be the whole list, and pass as what was asked for.</summary>
    [Theory]
    [InlineData("/cases/export?format=csv&from=zz", "zh-CN", "网址中的以下条件未能识别：from")]
    [InlineData("/cases/export?format=xlsx&from=zz&rating=9", "en", "not understood: from, rating")]
    [InlineData("/cases/export?format=csv&item=nothing&department=nobody", "zh-CN", "item、department")]
    public async Task File_WithAConditionThatCannotBeRead_IsRefusedWithItsName(string address, string language, string text)
    {
        (await _browser.GetAsync("/account/culture?culture=" + language, Token)).Dispose();
        using var answer = await _browser.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static string Case(string number, string unit, int day) =>
        $$"""
            {"source":"test","caseNo":"{{number}}","unitCode":"{{unit}}","itemCode":"{{SampleData.Licence}}",
            "acceptedAt":"2014-10-{{day:00}}T10:00:00"}
            """.ReplaceLineEndings("");
}
