using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>What a message changes of a stored record: what it gives, unless it is older; what it leaves out stays.</summary>
[Needs(Resource.Database)]
public sealed class UpdateTests
{
    private const string Full =
        FieldFiles.Heading + ",satisfaction,extensionDays,channel\n1,350103T01A,T5,2014-10-30,2014-10-31,5,2,online\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IntakeOptions Options => new(RecordStream.Cases) { Scope = UnitScope.Everything };

    [Theory, Databases]
    public async Task Column_ThatIsAbsent_LeavesWhatIsStored(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        await database.ImportTextAsync(Full);
        var same = await database.ImportTextAsync(FieldFiles.Heading + "\n1,350103T01A,T5,2014-10-30,2014-10-31\n");
        Assert.Equal((0L, 1L, 0L), (same.Result.Updated, same.Result.Unchanged, same.Result.Cleared));

        var nightly = await database.ImportTextAsync("caseNo,extensionDays\n1,3\n");

        Assert.Equal((1L, 0L), (nightly.Result.Updated, nightly.Result.Cleared));
        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal(((byte?)5, 3, Channel.Online), (record.Satisfaction, record.ExtensionDays, record.Channel));
        Assert.Equal(CaseOutcome.Completed, record.Outcome);
        await AssertVerifiedAsync(database);
    }

    [Theory, Databases]
    public async Task Cell_ThatIsBlankInAColumnThatIsThere_ClearsAndIsCounted(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        await database.ImportTextAsync(Full);
        var outcome = await database.ImportTextAsync("caseNo,satisfaction,extensionDays\n1,,\n");
        Assert.Equal((1L, 2L), (outcome.Result.Updated, outcome.Result.Cleared));
        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal((null, 0, Channel.Online), (record.Satisfaction, record.ExtensionDays, record.Channel));
        Assert.NotNull(record.ClosedAt);
        await AssertVerifiedAsync(database);
    }

    [Fact]
    public async Task Property_ThatIsLeftOut_DiffersFromNull()
    {
        await using var database = await FieldFiles.CreateAsync();
        await database.ImportTextAsync(Full);

        var left = await JsonAsync(database, """{"caseNo":"1","channel":"phone"}""");
        Assert.Equal((1L, 0L), (left.Result.Updated, left.Result.Cleared));
        Assert.Equal((byte?)5, Assert.Single(await database.RecordsAsync()).Satisfaction);

        var cleared = await JsonAsync(database, """{"caseNo":"1","satisfaction":null}""");
        Assert.Equal((1L, 1L), (cleared.Result.Updated, cleared.Result.Cleared));
        Assert.Null(Assert.Single(await database.RecordsAsync()).Satisfaction);
    }

    [Fact]
    public async Task Row_OfANewRecordThatLeavesOutWhatItNeeds_IsRejected()
    {
        await using var database = await FieldFiles.CreateAsync();
        await database.ImportTextAsync(Full);
        var outcome = await database.ImportTextAsync("caseNo,satisfaction\n1,4\n2,4\n");
        Assert.Equal((1L, 1L), (outcome.Result.Updated, outcome.Result.Rejected));
        Assert.Equal(["3 acceptedAt acceptedAt.required"], outcome.Codes());
    }

    [Theory]
    [InlineData("caseNo,closedAt\n1,2014-10-29\n", "2 closedAt closedAt.beforeAccepted")]
    [InlineData("caseNo,satisfaction\n1,9\n", "2 satisfaction value.unknown")]
    [InlineData("caseNo,unitCode\n1,nowhere\n", "2 unitCode unit.unknown")]
    [InlineData("caseNo,acceptedAt\n1,2014-11-01\n", "2 closedAt closedAt.beforeAccepted")]
    public async Task Row_ThatContradictsWhatIsStored_IsRejected(string text, string code)
    {
        await using var database = await FieldFiles.CreateAsync();
        await database.ImportTextAsync(Full);
        Assert.Equal([code], (await database.ImportTextAsync(text)).Codes());
        Assert.Equal("2014-10-31 00:00:00", database.Local(Assert.Single(await database.RecordsAsync()).ClosedAt));
    }

    [Fact]
    public async Task Closing_ThatIsCleared_OpensTheRecordAndTakesBackOutcomeAndRating()
    {
        await using var database = await FieldFiles.CreateAsync();
        await database.ImportTextAsync(Full);
        var outcome = await database.ImportTextAsync("caseNo,closedAt\n1,\n");
        Assert.Equal((1L, 3L), (outcome.Result.Updated, outcome.Result.Cleared));
        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal((null, null, null), (record.ClosedAt, record.Outcome, record.Satisfaction));
        await AssertVerifiedAsync(database);
    }

    [Theory, Databases]
    public async Task Message_ThatIsOlder_ChangesNothingAndIsStale(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        const string Columns = "caseNo,unitCode,itemCode,acceptedAt,satisfaction,closedAt,updatedAt\n1,350103T01A,T5,2014-10-30,";
        Assert.Equal(1, (await database.ImportTextAsync(Columns + "5,2014-10-31,2014-11-02 10:00\n")).Result.Created);
        var older = (await database.ImportTextAsync(Columns + "1,2014-10-31,2014-11-02 09:59:59\n")).Result;
        Assert.Equal((1L, 1L, 0L, 0L, 0L), (older.Received, older.Stale, older.Updated, older.Unchanged, older.Rejected));
        var same = (await database.ImportTextAsync(Columns + "4,2014-10-31,2014-11-02 10:00\n")).Result;
        Assert.Equal((0L, 1L), (same.Stale, same.Updated));
        var none = (await database.ImportTextAsync("caseNo,satisfaction\n1,3\n")).Result;
        Assert.Equal(1, none.Updated);
        Assert.Equal(1, (await database.ImportTextAsync(Columns + "2,2014-10-31,2014-11-02 09:00\n")).Result.Stale);
        Assert.Equal((byte?)3, Assert.Single(await database.RecordsAsync()).Satisfaction);
        await AssertVerifiedAsync(database);
    }

    [Fact]
    public async Task Message_WithoutAChange_IsStillTheNewest()
    {
        await using var database = await FieldFiles.CreateAsync();
        const string Columns = "caseNo,unitCode,itemCode,acceptedAt,extensionDays,updatedAt\n1,350103T01A,T5,2014-10-30,";
        await database.ImportTextAsync(Columns + "1,2014-11-01\n");
        Assert.Equal(1, (await database.ImportTextAsync(Columns + "1,2014-11-03\n")).Result.Unchanged);
        Assert.Equal(1, (await database.ImportTextAsync(Columns + "2,2014-11-02\n")).Result.Stale);
        Assert.Equal(1, Assert.Single(await database.RecordsAsync()).ExtensionDays);
    }

    [Theory]
    [InlineData("7", "10", "9", 1L)] // as numbers, not as texts
    [InlineData("1", "2", "3", 0L)]
    public async Task Revisions_OfASource_OrderItsMessages(string first, string second, string third, long stale)
    {
        await using var database = await FieldFiles.CreateAsync();
        const string Columns = "caseNo,unitCode,itemCode,acceptedAt,extensionDays,updatedAt\n";
        var rows = string.Concat(((string[])[first, second, third]).Select((r, i) => $"1,350103T01A,T5,2014-10-30,{i},{r}\n"));
        var outcome = await database.ImportTextAsync(Columns + rows);
        Assert.Equal((1L, stale), (outcome.Result.Created, outcome.Result.Stale));
        Assert.Equal(stale == 1 ? 1 : 2, Assert.Single(await database.RecordsAsync()).ExtensionDays);
    }

    [Fact]
    public async Task UpdatedAt_StillToCome_IsRejected()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync(
            "caseNo,unitCode,itemCode,acceptedAt,updatedAt\n1,350103T01A,T5,2014-10-30,2015-01-01\n2,350103T01A,T5,2014-10-30,soon\n"
        );
        Assert.Equal(["2 updatedAt updatedAt.inFuture", "3 updatedAt updatedAt.invalid"], outcome.Codes());
    }

    [Theory, Databases]
    public async Task Messages_InAnyOrderFromFourSendersTwice_LeaveTheNewest(DatabaseKind kind)
    {
        const int records = 20,
            revisions = 12;
        await using var database = await FieldFiles.CreateAsync(kind);
        var messages = (
            from record in Enumerable.Range(0, records)
            from revision in Enumerable.Range(1, revisions)
            select Message(record, revision)
        ).ToArray();
        var random = new Random(7);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendAsync(Shuffled()), Stop)));

        Assert.Equal(records, results.Sum(r => r.Created));
        Assert.Equal(4L * 2 * messages.Length, results.Sum(r => r.Created + r.Updated + r.Unchanged + r.Stale));
        await using (var db = database.Open())
        {
            var stored = await db.Records.AsNoTracking().ToListAsync(Stop);
            Assert.All(stored, r => Assert.Equal((revisions, revisions), ((int)r.Revision!, r.ExtensionDays)));
        }
        await AssertVerifiedAsync(database);

        RecordInput[] Shuffled()
        {
            lock (random)
            {
                RecordInput[] twice = [.. messages, .. messages];
                random.Shuffle(twice);
                return twice;
            }
        }

        async Task<IntakeResult> SendAsync(RecordInput[] inputs)
        {
            var rows = inputs.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable();
            return await database.Get<IRecordIntake>().RunAsync(rows, Options with { BatchSize = 50 }, cancellation: Stop);
        }
    }

    private static RecordInput Message(int record, int revision) =>
        SampleData.Input($"{record}") with
        {
            ClosedAt = revision % 3 == 0 ? SampleData.Local(2014, 10, 9 + revision) : null,
            ExtensionDays = revision,
            Revision = revision,
        };

    private static Task<FileIntakeOutcome> JsonAsync(TestDatabase database, string element) =>
        database.ImportAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"[{element}]")), "cases.json");

    private static async Task AssertVerifiedAsync(TestDatabase database)
    {
        await database.Get<MetricsFolder>().FoldAllAsync(Stop);
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }
}
