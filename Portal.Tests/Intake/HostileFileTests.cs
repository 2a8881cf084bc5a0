using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Documents.Excel;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Documents;
using Portal.Tests.Figures.Sheets;
using Portal.Tests.Reports;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>Every reader of workbooks refuses each hostile one soon, in little memory, with the place and the reason.</summary>
[UseCulture("zh-CN")]
[CollectionDefinition(nameof(HostileFileTests), DisableParallelization = true)]
[Collection(nameof(HostileFileTests))]
[Needs(Resource.Database)]
[Needs(Resource.Time)]
public sealed class HostileFileTests : IDisposable
{
    private const long MostMemory = 64L << 20;
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-hostile-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("farRow", "row 2147483647", "超出工作表的范围")]
    [InlineData("farColumn", "ZZZZZZ2", "超出工作表的范围")]
    [InlineData("laughs", "xl/worksheets/sheet1.xml", "损坏")]
    [InlineData("parts", "part ", "大")]
    [InlineData("nesting", "xl/worksheets/sheet1.xml", "嵌套")]
    public async Task Workbook_ThatIsHostile_IsRefusedByEveryReaderWithPlaceAndReason(string kind, string place, string reason)
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var file = Make(kind);
        (string Name, Func<Task<string>> Read)[] readers =
        [
            ("import", () => RecordsAsync(file)),
            ("preview", () => PreviewAsync(database, file)),
            ("units", () => UnitsAsync(database, file)),
            ("sheet template", () => SheetAsync(file, view)),
            ("report template", () => Task.FromResult(Report(file))),
        ];
        foreach (var (name, read) in readers)
        {
            using var process = Process.GetCurrentProcess();
            var (before, began) = (GC.GetTotalMemory(forceFullCollection: true), process.TotalProcessorTime);
            var said = await read();
            process.Refresh();
            Assert.InRange(process.TotalProcessorTime - began, TimeSpan.Zero, s_mostTime);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, MostMemory);
            Assert.True(said.Contains(place, StringComparison.Ordinal), $"{name} names no place: {said}");
            if (name != "report template") // its page says the reason of the code
                Assert.True(said.Contains(reason, StringComparison.Ordinal), $"{name} gives another reason: {said}");
        }
    }

    [Fact]
    public async Task Preview_OfALargeFile_EndsWhenItsPageIsLeft()
    {
        await using var database = await CreateAsync();
        var row = "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100)) + "</row>";
        var stored = await StoreAsync(database, RawWorkbook.Of(string.Concat(Enumerable.Repeat(row, 12_000))));
        using var left = new CancellationTokenSource();
        var reading = database.Get<ImportPreview>().InspectAsync(Actor.System, stored, "large.xlsx", FileReading.Found, left.Token);
        Assert.False(reading.IsCompleted, reading.Exception?.Message); // the caller is not blocked while the file is read
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(s_mostTime, Token));
    }

    private async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );
        Assert.Empty(
            await database
                .Get<Portal.Domain.Figures.Editing.FormWriter>()
                .InstallAsync(Actor.System, new(2013, 1, 1), lastMonth: null, Token)
        );
        return database;
    }

    private static byte[] Make(string kind)
    {
        const string Heading = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>source</t></is></c></row>";
        return kind switch
        {
            "farRow" => RawWorkbook.Of(Heading + "<row r=\"2147483647\"><c r=\"A2147483647\"><v>1</v></c></row>"),
            "farColumn" => RawWorkbook.Of(Heading + "<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>"),
            "laughs" => RawWorkbook.WithSheet(
                "<!DOCTYPE x [<!ENTITY a \"ha\">"
                    + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat("&a;", 10))}\">"))
                    + "]><worksheet>&a9;</worksheet>"
            ),
            "parts" => RawWorkbook.Zip([.. RawWorkbook.Parts(), .. Enumerable.Range(0, 3_000).Select(i => ($"x/{i}", ""))]),
            "nesting" => RawWorkbook.Of(string.Concat(Enumerable.Repeat("<a>", 100_000))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static async Task<string> RecordsAsync(byte[] file)
    {
        try
        {
            var rows = await RecordFileSamples.ReadAsync(file, FileFormat.Xlsx);
            return Assert.Single(rows, r => r.IsBreak).Errors[0].Message;
        }
        catch (RecordFileException refused)
        {
            return refused.Message;
        }
    }

    private async Task<string> PreviewAsync(TestDatabase database, byte[] file)
    {
        var stored = await StoreAsync(database, file);
        return (
            await Assert.ThrowsAsync<RecordFileException>(() =>
                database.Get<ImportPreview>().InspectAsync(Actor.System, stored, "cases.xlsx", FileReading.Found, Token)
            )
        ).Message;
    }

    private static async Task<string> StoreAsync(TestDatabase database, byte[] file) =>
        (await database.Get<ImportStore>().SaveAsync(new MemoryStream(file), Token)).Name;

    private static async Task<string> UnitsAsync(TestDatabase database, byte[] file) =>
        (
            await Assert.ThrowsAsync<RecordFileException>(() =>
                database.Get<UnitImporter>().ImportAsync(Actor.System, new MemoryStream(file), new("units.xlsx"), Token)
            )
        ).Message;

    private static async Task<string> SheetAsync(byte[] file, SheetView view) =>
        Assert.Single((await SheetTemplate.ReadAsync(new MemoryStream(file), view, TemplateSheets.Names, Token)).Problems).Message;

    private static string Report(byte[] file) => Assert.Single(ExcelReport.Check(file, ReportSamples.Document, Token)).Place;
}
