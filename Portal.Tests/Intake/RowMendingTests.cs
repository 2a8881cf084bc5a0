using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Documents;
using Portal.Tests.Intake.Field;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>Rejected rows are corrected where they are listed, until none is left.</summary>
[Needs(Resource.Database)]
public sealed class RowMendingTests : IDisposable
{
    private const string Heading = "source,caseNo,unitCode,itemCode,acceptedAt,satisfaction,closedAt\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-mending-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Databases]
    public async Task Rows_MendedInTurn_AreTakenUntilNoneIsLeft(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var id = await RunAsync(
            database,
            Heading
                + Row("1")
                + $"s,2,nowhere,{SampleData.Licence},2014-10-08,,\n"
                + $"s,3,nowhere,{SampleData.Licence},yesterday,,\n"
                + $"s,4,{SampleData.Community},{SampleData.Licence},2014-10-06,7,2014-10-07\n"
        );
        var mending = database.Get<RowMending>();

        var reasons = await mending.ReasonsAsync(Actor.System, id, Token);
        Assert.Equal(3, reasons.Counted);
        Assert.Equal(
            ["acceptedAt 1", "satisfaction 1", "unitCode 1"],
            reasons.Reasons.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Field} {r.Rows}")).Order(StringComparer.Ordinal)
        );
        var rows = await mending.RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal(["3", "4", "5"], rows.Rows.Select(r => r.Line.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(["unitCode", "acceptedAt", "satisfaction"], rows.Rows.Select(r => rows.Columns[r.Wrong.Single()]));
        Assert.Equal(
            ["3"],
            (await mending.RowsAsync(Actor.System, id, ("acceptedAt", "acceptedAt.invalid"), cancellation: Token)).Rows.Select(r =>
                r.Cells[1]
            )
        );

        // Of the second row one error of two is mended: it stays, with what was written.
        var first = await mending.MendAsync(
            Actor.System,
            id,
            [Mended(rows, 0, "unitCode", SampleData.Community), Mended(rows, 1, "acceptedAt", "2014-10-07")],
            Token
        );
        Assert.Equal(new(1, 1, 0), first);
        Assert.Equal((4L, 2L, 2L), Counts(await FindAsync(database, id)));
        rows = await mending.RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal(["3", "4"], rows.Rows.Select(r => r.Cells[1]));
        Assert.Equal(("2014-10-07", "unitCode"), (rows.Rows[0].Cells[4], rows.Columns[rows.Rows[0].Wrong.Single()]));

        var last = await mending.MendAsync(
            Actor.System,
            id,
            [Mended(rows, 0, "unitCode", SampleData.Community), Mended(rows, 1, "satisfaction", "5")],
            Token
        );
        Assert.Equal(new(2, 0, 0), last);
        Assert.Equal((4L, 4L, 0L), Counts(await FindAsync(database, id)));
        Assert.Empty((await mending.RowsAsync(Actor.System, id, cancellation: Token)).Rows);
        await using var db = database.Open();
        Assert.Equal(["1", "2", "3", "4"], await db.Records.OrderBy(r => r.Id).Select(r => r.CaseNo).ToListAsync(Token));
        Assert.Equal((byte)5, (await db.Records.SingleAsync(r => r.CaseNo == "4", Token)).Satisfaction);
    }

    [Theory, Databases]
    public async Task Row_MendedByTwoAtOnce_IsTakenOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var id = await RunAsync(database, Heading + $"s,2,nowhere,{SampleData.Licence},2014-10-08,,\n");
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, id, cancellation: Token);
        MendedRow[] mended = [Mended(rows, 0, "unitCode", SampleData.Community)];

        var results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Get<RowMending>().MendAsync(Actor.System, id, mended, Token), Token))
        );

        Assert.Equal((1, 3), (results.Sum(r => r.Taken), results.Sum(r => r.Gone)));
        var batch = await FindAsync(database, id);
        Assert.Equal((1L, 0L, 0L), (batch.Created, batch.Updated, batch.Unchanged));
        Assert.Equal((1L, 0L), (batch.Received, batch.Rejected));
        Assert.Equal(new(0, 0, 1), await database.Get<RowMending>().MendAsync(Actor.System, id, mended, Token));
        await using var db = database.Open();
        Assert.Equal(1, await db.Records.CountAsync(Token));
    }

    [Theory, Databases]
    public async Task Rows_OfSeveralPages_AreEachListedOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var lines = Enumerable.Range(2, (2 * RowMending.MostAtOnce) + 1).ToList();
        var id = await RunAsync(
            database,
            Heading + string.Concat(lines.Select(line => $"s,{line},nowhere,{SampleData.Licence},2014-10-08,,\n"))
        );
        var (seen, page) = (new List<long>(), MendableRows.None);
        do
        {
            var after = page.Rows.Count == 0 ? null : page.Rows[^1];
            page = await database.Get<RowMending>().RowsAsync(Actor.System, id, ("unitCode", "unit.unknown"), after, Token);
            seen.AddRange(page.Rows.Select(row => row.Line));
        } while (page.HasMore);

        Assert.Equal(lines.Select(line => (long)line), seen);
    }

    [Fact]
    public async Task Rows_OfAnotherScope_AreNeitherShownNorTaken()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var id = await RunAsync(database, Heading + $"s,2,nowhere,{SampleData.Licence},2014-10-08,,\n");
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, id, cancellation: Token);
        var stranger = Actors.Of("office", Role.EfficiencyOffice, SampleData.OtherStreetId);

        Assert.Empty((await database.Get<RowMending>().ReasonsAsync(stranger, id, Token)).Reasons);
        Assert.Empty((await database.Get<RowMending>().RowsAsync(stranger, id, cancellation: Token)).Rows);
        Assert.Equal(
            new(0, 0, 1),
            await database.Get<RowMending>().MendAsync(stranger, id, [Mended(rows, 0, "unitCode", SampleData.Community)], Token)
        );
        await Assert.ThrowsAsync<PermissionDeniedException>(() =>
            database.Get<RowMending>().MendAsync(Actors.Of("leader", Role.Leader, SampleData.DistrictId), id, [], Token)
        );
    }

    [Fact]
    public async Task Reasons_AreInTheReadersLanguage_AndOfThePresent()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var id = await RunAsync(database, Heading + $"s,2,new,{SampleData.Licence},2014-10-08,,\ns,3,,{SampleData.Licence},2014-10-08,,\n");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        Assert.All(
            (await database.Get<RowMending>().ReasonsAsync(Actor.System, id, Token)).Reasons,
            r => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", r.Example)
        );

        var units = $"code,name,kind,parentCode,validFrom,validTo\nnew,新社区,community,{SampleData.Street},,\n";
        await database
            .Get<UnitImporter>()
            .ImportAsync(Actor.System, new MemoryStream(Encoding.UTF8.GetBytes(units)), new("units.csv"), Token);
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal([0, 1], rows.Rows.Select(r => r.Errors.Count));
    }

    [Fact]
    public async Task Rows_OfAProfile_AreReadWithItAgain()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var mapping = new ProfileMapping
        {
            DateFormats = ["dd.MM.yyyy"],
            Fields = new Dictionary<RecordField, FieldMapping>
            {
                [RecordField.CaseNo] = new() { Template = "{Year}/{No}" },
                [RecordField.UnitCode] = new() { Column = "Where" },
                [RecordField.ItemCode] = new() { Constant = SampleData.Licence },
                [RecordField.AcceptedAt] = new() { Column = "Begun" },
            },
            Ignore = ["Remark"],
        };
        var id = await RunAsync(
            database,
            $"No,Year,Where,Begun,Remark\n7,2014,{SampleData.Community},2014-31-12,\"a, b\"\n",
            r => r with { Mapping = mapping, DefaultSource = "window" }
        );
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal("a, b", rows.Rows[0].Cells[4]);

        Assert.Equal(
            new(1, 0, 0),
            await database.Get<RowMending>().MendAsync(Actor.System, id, [Mended(rows, 0, "Begun", "31.10.2014")], Token)
        );

        await using var db = database.Open();
        var record = await db.Records.SingleAsync(Token);
        Assert.Equal(("2014/7", new DateOnly(2014, 10, 31)), (record.CaseNo, record.AcceptedDay));
        Assert.Equal("window", (await db.RecordSources.SingleAsync(Token)).Name);
    }

    [Fact]
    public async Task TriedImport_IsImportedOnce_WithTheFileThatWasTried()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var tried = await RunAsync(database, Heading + Row("1") + "s,2,,,,,\n", r => r with { DryRun = true });
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, tried, cancellation: Token);
        Assert.Equal(
            new(0, 0, 1),
            await database.Get<RowMending>().MendAsync(Actor.System, tried, [Mended(rows, 0, "caseNo", "3")], Token)
        );

        var batches = database.Get<ImportBatches>();
        var id = await batches.AddTriedAsync(Actor.System, tried, Token);
        Assert.Null(await batches.AddTriedAsync(Actor.System, tried, Token));
        await database.Get<ImportRunner>().RunAsync(id!.Value, Token);

        Assert.Equal((2L, 1L, 1L), Counts(await FindAsync(database, id.Value)));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task TriedImport_OfYesterday_NoLongerNeedsItsFile()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var tried = await RunAsync(database, Heading + Row("1"), r => r with { DryRun = true });
        var batches = database.Get<ImportBatches>();
        await batches.ReleaseFilesAsync(database.Time.Now.AddDays(-1), Token);
        Assert.Single(await batches.NeededFilesAsync(Token));

        await batches.ReleaseFilesAsync(database.Time.Now.AddDays(1), Token);

        Assert.Empty(await batches.NeededFilesAsync(Token));
        Assert.Null(await batches.AddTriedAsync(Actor.System, tried, Token));
    }

    // What the texts do not show: the number has lost its last digits, the formula has no value, and zeros come from the format only.
    [Theory, Databases]
    public async Task Cells_ThatTheFileLost_StayWrongUntilTheyAreChanged(DatabaseKind kind)
    {
        const string Looks =
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"0000\"/></numFmts><cellXfs><xf/><xf numFmtId=\"170\"/></cellXfs>";
        await using var database = await CreateAsync(kind);
        var id = await RunAsync(
            database,
            RawWorkbook.Of(
                string.Concat(
                    Line(Heading.Trim().Split(',').Select(Text)),
                    Line([
                        Text("s"),
                        "<c><v>3501032014103100</v></c>",
                        Text(SampleData.Community),
                        Text(SampleData.Licence),
                        Text("2014-10-08"),
                    ]),
                    Line([
                        Text("s"),
                        Text("b"),
                        Text(SampleData.Community),
                        Text(SampleData.Licence),
                        Text("2014-10-08"),
                        Text(""),
                        "<c><f>A1</f></c>",
                    ]),
                    Line([Text("s"), "<c s=\"1\"><v>7</v></c>", Text("nowhere"), Text(SampleData.Licence), Text("2014-10-08")])
                ),
                looks: Looks
            ),
            "cases.xlsx"
        );
        var mending = database.Get<RowMending>();

        var rows = await mending.RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal(["identifier.number", "cell.noStoredValue", "unit.unknown"], rows.Rows.Select(r => r.Errors.Single().Code));
        Assert.Equal(["caseNo", "closedAt", "unitCode"], rows.Rows.Select(r => rows.Columns[r.Wrong.Single()]));

        // Sent as they are, or with another cell changed, none of the first two is taken.
        var first = await mending.MendAsync(
            Actor.System,
            id,
            [new(rows.Rows[0].Id, rows.Rows[0].Cells), Mended(rows, 1, "caseNo", "c"), Mended(rows, 2, "unitCode", SampleData.Community)],
            Token
        );
        Assert.Equal(new(1, 2, 0), first);
        rows = await mending.RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal(["identifier.number", "cell.noStoredValue"], rows.Rows.Select(r => r.Errors.Single().Code));
        Assert.Equal("c", rows.Rows[1].Cells[1]);

        var last = await mending.MendAsync(
            Actor.System,
            id,
            [Mended(rows, 0, "caseNo", "3501032014103112"), Mended(rows, 1, "closedAt", "2014-10-09")],
            Token
        );
        Assert.Equal(new(2, 0, 0), last);
        await using var db = database.Open();
        Assert.Equal(["0007", "3501032014103112", "c"], await db.Records.Select(r => r.CaseNo).OrderBy(n => n).ToListAsync(Token));
    }

    [Theory, Databases]
    public async Task Properties_ThatAnObjectLeftOut_StayAsTheyAreStored(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await RunAsync(
            database,
            Heading
                + $"s,1,{SampleData.Community},{SampleData.Licence},2014-10-06,5,2014-10-07\n"
                + $"s,2,{SampleData.Community},{SampleData.Licence},2014-10-06,5,2014-10-07\n"
        );
        var id = await RunAsync(
            database,
            Encoding.UTF8.GetBytes(
                """
                {"source":"s","caseNo":"1","channel":"pigeon"}
                {"source":"s","caseNo":"2","channel":"pigeon","satisfaction":null}
                """
            ),
            "cases.ndjson"
        );
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal(["channel", "channel"], rows.Rows.Select(r => rows.Columns[r.Wrong.Single()]));

        Assert.Equal(
            new(2, 0, 0),
            await database
                .Get<RowMending>()
                .MendAsync(Actor.System, id, [Mended(rows, 0, "channel", "phone"), Mended(rows, 1, "channel", "phone")], Token)
        );

        await using var db = database.Open();
        var records = await db.Records.OrderBy(r => r.CaseNo).ToListAsync(Token);
        Assert.All(records, r => Assert.Equal(Channel.Phone, r.Channel));
        Assert.All(records, r => Assert.Equal(new DateOnly(2014, 10, 7), r.ClosedDay));
        Assert.Equal([(byte)5, null], records.Select(r => r.Satisfaction)); // null clears, what is left out does not
    }

    /// <summary>How days are counted, and that the numbers are days at all, is known of the file alone, whatever its name.</summary>
    [Theory, Databases]
    public async Task Days_OfAWorkbookThatCountsFrom1904_AreThoseDaysInACorrectedRowToo(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var heading = Line(FieldFiles.Heading.Split(',').Select(Text));
        var row = Line([Text("1"), Text("nowhere"), Text(SampleData.Licence), "<c><v>40481.375</v></c>"]);
        var book = RawWorkbook.Of(heading + row, workbook: "<workbookPr date1904=\"1\"/>");
        var id = await RunAsync(database, book, "cases.csv", r => r with { Mapping = FieldFiles.Profile("").Mapping, DefaultSource = "s" });
        var rows = await database.Get<RowMending>().RowsAsync(Actor.System, id, cancellation: Token);
        Assert.Equal(["unit.unknown"], rows.Rows.Single().Errors.Select(error => error.Code));

        Assert.Equal(
            new(1, 0, 0),
            await database.Get<RowMending>().MendAsync(Actor.System, id, [Mended(rows, 0, "unitCode", SampleData.Community)], Token)
        );

        await using var db = database.Open();
        Assert.Equal(SampleData.Local(2014, 10, 31, 9), (await db.Records.SingleAsync(Token)).AcceptedAt);
    }

    private static (long Received, long Created, long Rejected) Counts(ImportBatch batch) =>
        (batch.Received, batch.Created, batch.Rejected);

    private static string Text(string text) => $"<c t=\"str\"><v>{text}</v></c>";

    private static string Line(IEnumerable<string> cells) => $"<row>{string.Concat(cells)}</row>";

    private static MendedRow Mended(MendableRows rows, int row, string column, string text)
    {
        string[] cells = [.. rows.Rows[row].Cells];
        cells[rows.Columns.ToList().IndexOf(column)] = text;
        return new(rows.Rows[row].Id, cells);
    }

    private static string Row(string caseNo) => $"s,{caseNo},{SampleData.Community},{SampleData.Licence},2014-10-08,,\n";

    private Task<TestDatabase> CreateAsync(DatabaseKind kind) =>
        TestDatabase.CreateSeededAsync(
            kind,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );

    private static Task<Guid> RunAsync(TestDatabase database, string text, Func<ImportRequest, ImportRequest>? change = null) =>
        RunAsync(database, Encoding.UTF8.GetBytes(text), "cases.csv", change);

    private static async Task<Guid> RunAsync(
        TestDatabase database,
        byte[] content,
        string fileName,
        Func<ImportRequest, ImportRequest>? change = null
    )
    {
        var (name, length) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(content), Token);
        var request = new ImportRequest(RecordStream.Cases, fileName, name) { Length = length };
        var id = await database.Get<ImportBatches>().AddAsync(Actor.System, change?.Invoke(request) ?? request, Token);
        await database.Get<ImportRunner>().RunAsync(id, Token);
        return id;
    }

    private static async Task<ImportBatch> FindAsync(TestDatabase database, Guid id) =>
        (await database.Get<ImportBatches>().FindAsync(Actor.System, id, Token))!;
}
