using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Intake.Field;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Pages;

/// <summary>The sheet, encoding and heading row that a user chooses are used for the preview, the trial and the import.</summary>
[Needs(Resource.Database)]
public sealed class FileReadingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-reading-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Databases]
    public async Task Workbook_OfSeveralSheets_IsAskedAboutAndImportedFromTheChosenOne(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var file = await StoreAsync(database, "x20_two_sheets.xlsx");
        var preview = database.Get<ImportPreview>();

        var asked = await Assert.ThrowsAsync<RecordFileException>(() =>
            preview.InspectAsync(Actor.System, file.StoredName, file.FileName, FileReading.Found, Token)
        );
        Assert.True(asked.IsUntilChosen);
        Assert.Equal(["S1", "S2"], asked.Sheets);
        var chosen = new FileReading { Sheet = "S2" };
        var inspection = await preview.InspectAsync(Actor.System, file.StoredName, file.FileName, chosen, Token);
        Assert.Equal(chosen, inspection.Reading);
        Assert.Equal(["S1", "S2"], inspection.Sheets);
        Assert.Contains("caseNo", inspection.Columns);

        // Its columns are the portal's own: no mapping could hold the choice.
        var request = file with
        {
            Reading = inspection.Reading,
            DefaultSource = "X",
            DryRun = true,
        };
        var tried = await RunAsync(database, await database.Get<ImportBatches>().AddAsync(Actor.System, request, Token));
        Assert.Equal((ImportStatus.Completed, 1L), (tried.Status, tried.Created));
        var done = await RunAsync(database, (await database.Get<ImportBatches>().AddTriedAsync(Actor.System, tried.Id, Token))!.Value);

        Assert.Equal((ImportStatus.Completed, 1L), (done.Status, done.Created));
        Assert.Equal(["P2"], await database.NumbersAsync());
    }

    [Fact]
    public async Task Text_InAnEncodingThatIsNotFound_IsReadInTheChosenOne()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var bytes = TextEncodings.Find("big5")!.GetBytes("編號,單位\n1,臺江區\n");
        var (name, _) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(bytes), Token);
        var preview = database.Get<ImportPreview>();

        var found = await preview.InspectAsync(Actor.System, name, "big5.csv", FileReading.Found, Token);
        var chosen = await preview.InspectAsync(Actor.System, name, "big5.csv", new() { Encoding = "big5" }, Token);

        Assert.NotEqual(chosen.Columns, found.Columns);
        Assert.Equal(["編號", "單位"], chosen.Columns);
        Assert.Equal(["臺江區"], chosen.Values[1]);
    }

    [Fact]
    public async Task Heading_OfTheChosenRow_IsThatOfTheInspection()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var (name, _) = await database.Get<ImportStore>().SaveAsync(new MemoryStream("a,b\nc,d\ne,f\n"u8.ToArray()), Token);
        var preview = database.Get<ImportPreview>();

        Assert.Equal(["c", "d"], (await preview.InspectAsync(Actor.System, name, "x.csv", new() { HeadingRow = 2 }, Token)).Columns);
        Assert.Equal(["1", "2"], (await preview.InspectAsync(Actor.System, name, "x.csv", new() { HeadingRow = 0 }, Token)).Columns);
    }

    [Fact]
    public void Mapping_KeepsTheChoice_AndItsOwnWhereNothingWasChosen()
    {
        var mapping = new ProfileMapping { Sheet = "own", Encoding = "big5" };

        var kept = mapping.With(new() { Sheet = "chosen", HeadingRow = 0 });

        Assert.Equal(("chosen", "big5", 0), (kept.Sheet, kept.Encoding, kept.HeadingRow));
        Assert.Equal(mapping, mapping.With(FileReading.Found));
    }

    private Task<TestDatabase> CreateAsync(DatabaseKind kind) =>
        FieldFiles.CreateAsync(
            kind,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );

    private static async Task<ImportRequest> StoreAsync(TestDatabase database, string file)
    {
        await using var content = FieldFiles.Open(file);
        var (name, length) = await database.Get<ImportStore>().SaveAsync(content, Token);
        return new(RecordStream.Cases, file, name) { Length = length };
    }

    private static async Task<ImportBatch> RunAsync(TestDatabase database, Guid id)
    {
        await database.Get<ImportRunner>().RunAsync(id, Token);
        return (await database.Get<ImportBatches>().FindAsync(Actor.System, id, Token))!;
    }
}
