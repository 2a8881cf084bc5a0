using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

[Needs(Resource.Database)]
public sealed class ImportRunnerTests : IDisposable
{
    private const string Heading = "source,caseNo,unitCode,itemCode,acceptedAt\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-imports-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Databases]
    public async Task Import_WithBadRows_TakesTheGoodAndGivesTheBadBackToBeMended(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var id = await RunAsync(database, Heading + Row("1") + "s,2,nowhere,L-20-6,2014-10-08\n" + "s,=3,,L-20-6,yesterday\n");
        var batch = await FindAsync(database, id);
        Assert.Equal(
            (ImportStatus.Completed, 3L, 1L, 2L, null),
            (batch.Status, batch.Received, batch.Created, batch.Rejected, batch.StoredPath)
        );
        Assert.Empty(_folder.GetFiles());

        var csv = await RejectedCsvAsync(database, batch);
        Assert.StartsWith(
            "\uFEFFsource,caseNo,unitCode,itemCode,acceptedAt,错误/errors\r\ns,2,nowhere,L-20-6,2014-10-08,",
            csv,
            StringComparison.Ordinal
        );
        Assert.Contains("\r\ns,'=3,,L-20-6,yesterday,", csv, StringComparison.Ordinal);

        var mended = csv.Replace("nowhere", SampleData.Community, StringComparison.Ordinal)
            .Replace(",,L", $",{SampleData.Community},L", StringComparison.Ordinal)
            .Replace("yesterday", "2014-10-09", StringComparison.Ordinal);
        var again = await FindAsync(database, await RunAsync(database, mended));
        Assert.Equal((2L, 2L, 0L), (again.Received, again.Created, again.Rejected));
        await using var db = database.Open();
        Assert.Equal(
            ["1", "2", "=3"],
            await db.Records.OrderBy(r => r.Id).Select(r => r.CaseNo).ToListAsync(TestContext.Current.CancellationToken)
        );
    }

    [Theory, Databases]
    public async Task Import_OfUpdates_KeepsWhatIsStaleClearedDoubtfulAndToBeSaid(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        const string Columns = "source,caseNo,unitCode,itemCode,acceptedAt,satisfaction,closedAt,updatedAt,outcome\n";
        var row = $"s,1,{SampleData.Community},L-20-6,2014-10-08,";
        await RunAsync(database, $"{Columns}{row}5,2014-10-09,3,\n");
        var profile = Domain.Intake.Profiles.ProfileJson.Read(
            """
            { "doubtful": { "closedWithoutTime": true }, "fields": {
              "source": { "column": "source" }, "caseNo": { "column": "caseNo" }, "unitCode": { "column": "unitCode" },
              "itemCode": { "column": "itemCode" }, "acceptedAt": { "column": "acceptedAt" }, "satisfaction": { "column": "satisfaction" },
              "closedAt": { "column": "closedAt" }, "updatedAt": { "column": "updatedAt" }, "outcome": { "column": "outcome" } } }
            """
        );
        var text = $"{Columns}{row}1,2014-10-09,2,\n{row},2014-10-09,4,\ns,2,{SampleData.Community},L-20-6,2014-10-08,,,,completed\n";

        var batch = await FindAsync(database, await RunAsync(database, text, r => r with { Mapping = profile }));

        Assert.Equal((3L, 1L, 1L, 1L), (batch.Received, batch.Stale, batch.Cleared, batch.Doubtful));
        await using var db = database.Open();
        var doubtful = await db.Records.SingleAsync(r => r.Doubts != RecordDoubts.None, TestContext.Current.CancellationToken);
        Assert.Equal(batch.CreatedAt, doubtful.ClosedAt);
    }

    [Fact]
    public async Task Import_ThatCannotBeRead_FailsWithTheReason()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var batch = await FindAsync(database, await RunAsync(database, "caseNo,colour\n1,red\n"));
        Assert.Equal(ImportStatus.Failed, batch.Status);
        Assert.Contains("colour", batch.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DryRun_KeepsNothing()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var batch = await FindAsync(database, await RunAsync(database, Heading + Row("1"), r => r with { DryRun = true }));
        Assert.Equal((ImportStatus.Completed, 1L), (batch.Status, batch.Created));
        await using var db = database.Open();
        Assert.Empty(await db.Records.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Import_OutsideTheSendersScope_IsRejected()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var batch = await FindAsync(
            database,
            await RunAsync(database, Heading + Row("1"), actor: Actors.Of("office", Role.EfficiencyOffice, SampleData.OtherStreetId))
        );
        Assert.Equal((0L, 1L), (batch.Created, batch.Rejected));
        Assert.Null(
            await database
                .Get<ImportBatches>()
                .FindAsync(Actors.Of("office", Role.EfficiencyOffice, SampleData.StreetId), batch.Id, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Import_LeftBehindByAStoppedProcess_IsDoneAgainWithoutHarm()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var id = await AddAsync(database, Heading + Row("1") + "s,2,nowhere,L-20-6,2014-10-08\n");
        await using (var db = database.Open())
        {
            db.RejectedRows.Add(
                new RejectedRow
                {
                    BatchId = id,
                    Line = 3,
                    FieldsJson = "[]",
                    ErrorsJson = "[]",
                }
            );
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await db.ImportBatches.ExecuteUpdateAsync(
                s => s.SetProperty(b => b.Status, ImportStatus.Running).SetProperty(b => b.SeenAt, database.Time.Now.AddMinutes(-5)),
                TestContext.Current.CancellationToken
            );
        }
        var batches = database.Get<ImportBatches>();
        Assert.Empty(await batches.RequeueAsync(database.Time.Now.AddMinutes(-10), TestContext.Current.CancellationToken));
        Assert.Equal([id], await batches.RequeueAsync(database.Time.Now.AddMinutes(-2), TestContext.Current.CancellationToken));
        await database.Get<ImportRunner>().RunAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal((1L, 1L), ((await FindAsync(database, id)).Created, (await FindAsync(database, id)).Rejected));
        Assert.Single(
            await batches
                .RejectedAsync(Actor.System, id, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Import_LastSeenWhileTheClockWasAhead_IsTakenUpWhenItIsBack()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var id = await AddAsync(database, Heading + Row("1"));
        await using (var db = database.Open())
        {
            await db.ImportBatches.ExecuteUpdateAsync(
                s => s.SetProperty(b => b.Status, ImportStatus.Running).SetProperty(b => b.SeenAt, database.Time.Now.AddDays(40)),
                TestContext.Current.CancellationToken
            );
        }

        Assert.Equal(
            [id],
            await database.Get<ImportBatches>().RequeueAsync(database.Time.Now.AddMinutes(-2), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Import_Cancelled_IsNotBegun()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var id = await AddAsync(database, Heading + Row("1"));
        await database.Get<ImportBatches>().CancelAsync(Actor.System, id, TestContext.Current.CancellationToken);
        await database.Get<ImportRunner>().RunAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal((ImportStatus.Cancelled, 0L), ((await FindAsync(database, id)).Status, (await FindAsync(database, id)).Received));
    }

    [Theory, Databases]
    public async Task Import_ThatAnErrorEndsEachTime_FailsAfterSomeRuns(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var id = await AddAsync(database, Heading + Row("1"));
        await using (var db = database.Open())
            await db.ImportBatches.ExecuteUpdateAsync(s => s.SetProperty(b => b.ReadingJson, "{"), TestContext.Current.CancellationToken);
        var runner = database.Get<ImportRunner>();

        for (var run = 1; run <= ImportRunner.MostFailedRuns; run++)
        {
            Assert.Equal(ImportStatus.Queued, (await FindAsync(database, id)).Status);
            await Assert.ThrowsAnyAsync<JsonException>(() => runner.RunAsync(id, TestContext.Current.CancellationToken));
        }
        await runner.RunAsync(id, TestContext.Current.CancellationToken); // a job that is left does nothing

        var batch = await FindAsync(database, id);
        Assert.Equal((ImportStatus.Failed, null), (batch.Status, batch.StoredPath));
        Assert.Contains("10", batch.Failure, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Theory, Databases]
    public async Task Import_ThatAnotherProcessHasTakenOver_KeepsItsFile(DatabaseKind kind)
    {
        var intake = new IntakeWithAct();
        await using var database = await CreateAsync(kind, services => services.AddSingleton<IRecordIntake>(intake));
        var id = await AddAsync(database, Heading + Row("1"));
        intake.Act = async () =>
        {
            await using var other = database.Open();
            await other.ImportBatches.ExecuteUpdateAsync(s => s.SetProperty(b => b.StartedAt, database.Time.Now.AddMinutes(3)));
        };

        await database.Get<ImportRunner>().RunAsync(id, TestContext.Current.CancellationToken);

        var batch = await FindAsync(database, id);
        Assert.Equal(ImportStatus.Running, batch.Status);
        Assert.True(database.Get<ImportStore>().Has(batch.StoredPath!));
    }

    [Theory, Databases]
    public async Task File_OfAnImportCancelledWhileItWaited_IsNotKeptForEver(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var (cancelled, waiting) = (await AddAsync(database, Heading + Row("1")), await AddAsync(database, Heading + Row("2")));
        var batches = database.Get<ImportBatches>();
        await batches.CancelAsync(Actor.System, cancelled, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await batches.NeededFilesAsync(TestContext.Current.CancellationToken)).Count);

        await batches.ReleaseFilesAsync(database.Time.Now.AddDays(1), TestContext.Current.CancellationToken);

        Assert.Equal(
            [(await FindAsync(database, waiting)).StoredPath!],
            await batches.NeededFilesAsync(TestContext.Current.CancellationToken)
        );
    }

    [Theory, Databases]
    public async Task Files_AreReleasedOnlyBetweenTwoWritesOfImports(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await using var db = database.Open();
        await using var writing = await database.Get<WriteGate>().BeginAsync(db, WriteLane.Records, TestContext.Current.CancellationToken);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            database.Get<ImportBatches>().ReleaseFilesAsync(database.Time.Now, impatient.Token)
        );
    }

    [Fact]
    public async Task Store_FileTooLarge_IsRefusedAndNotKept()
    {
        var store = new ImportStore(new ImportStoreOptions(_folder.FullName, 1 << 20));
        var refused = await Assert.ThrowsAsync<RecordFileException>(() =>
            store.SaveAsync(new MemoryStream(new byte[(1 << 20) + 1]), TestContext.Current.CancellationToken)
        );
        Assert.Equal("file.tooLarge", refused.Code);
        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    public void Store_NameNotItsOwn_IsNotThere(string name) =>
        Assert.Throws<FileNotFoundException>(() => new ImportStore(new ImportStoreOptions(_folder.FullName, 1)).Open(name));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("+86 591", "'+86 591")]
    [InlineData("-5", "-5")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠x", "'＠x")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    public void Cell_ThatASpreadsheetWouldRun_IsText(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    private Task<TestDatabase> CreateAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null) =>
        TestDatabase.CreateSeededAsync(
            kind,
            services =>
            {
                services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes));
                configure?.Invoke(services);
            }
        );

    /// <summary>Imports nothing, and lets something happen to the import before it ends.</summary>
    private sealed class IntakeWithAct : IRecordIntake
    {
        public Func<Task> Act { get; set; } = () => Task.CompletedTask;

        public async Task<IntakeResult> RunAsync(
            IAsyncEnumerable<ParsedRow> rows,
            IntakeOptions options,
            Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
            IProgress<IntakeResult>? progress = null,
            CancellationToken cancellation = default
        )
        {
            await Act();
            return new IntakeResult();
        }
    }

    private static string Row(string caseNo) => $"s,{caseNo},{SampleData.Community},{SampleData.Licence},2014-10-08\n";

    private static async Task<Guid> AddAsync(
        TestDatabase database,
        string text,
        Func<ImportRequest, ImportRequest>? change = null,
        Actor? actor = null
    )
    {
        var (name, length) = await database
            .Get<ImportStore>()
            .SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        var request = new ImportRequest(RecordStream.Cases, "cases.csv", name) { Length = length };
        return await database
            .Get<ImportBatches>()
            .AddAsync(actor ?? Actor.System, change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    private static async Task<Guid> RunAsync(
        TestDatabase database,
        string text,
        Func<ImportRequest, ImportRequest>? change = null,
        Actor? actor = null
    )
    {
        var id = await AddAsync(database, text, change, actor);
        await database.Get<ImportRunner>().RunAsync(id, TestContext.Current.CancellationToken);
        return id;
    }

    private static async Task<ImportBatch> FindAsync(TestDatabase database, Guid id) =>
        (await database.Get<ImportBatches>().FindAsync(Actor.System, id, TestContext.Current.CancellationToken))!;

    private static async Task<string> RejectedCsvAsync(TestDatabase database, ImportBatch batch)
    {
        using var target = new MemoryStream();
        await RejectedRowsCsv.WriteAsync(
            target,
            batch.HeaderJson,
            database.Get<ImportBatches>().RejectedAsync(Actor.System, batch.Id, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken
        );
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
