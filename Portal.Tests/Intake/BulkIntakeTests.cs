using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>Many records at once: sent again, out of order, by several at a time, and cut off in the middle.</summary>
[Needs(Resource.Database)]
public sealed class BulkIntakeTests
{
    private const int BatchSize = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IntakeOptions Options => new(RecordStream.Cases) { Scope = UnitScope.Everything, BatchSize = BatchSize };

    [Theory, Databases]
    public async Task Send_SameRowsThreeTimesShuffledBySeveral_CountsEachOnce(DatabaseKind kind)
    {
        const int count = 1_000;
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var inputs = Enumerable.Range(0, count).Select(Numbered).ToArray();
        var senders = Enumerable.Range(0, 4).Select(seed => Task.Run(() => SendAsync(database, ThriceShuffled(inputs, seed)), Stop));

        var results = await Task.WhenAll(senders);

        Assert.Equal((count, 0L, 0L), (results.Sum(r => r.Created), results.Sum(r => r.Updated), results.Sum(r => r.Rejected)));
        Assert.Equal((4 * 3 * count) - count, results.Sum(r => r.Unchanged));
        await AssertExactAsync(database, count);
    }

    [Theory, Databases]
    public async Task Send_NewKnownChangedAndRepeatedInOneBatch_EachIsToldRight(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SendAsync(database, [Numbered(1), Numbered(2)]);

        var result = await SendAsync(
            database,
            [
                Numbered(3),
                Numbered(1),
                Numbered(2) with
                {
                    Channel = Channel.Other,
                },
                Numbered(3),
                Numbered(4) with
                {
                    UnitCode = "nowhere",
                },
                Numbered(1) with
                {
                    Source = "other",
                },
                Numbered(3) with
                {
                    Channel = Channel.Other,
                },
                Numbered(2),
            ]
        );

        // New: 3, and 1 of another source. Changed: 2 and back, 3. The same: 1, 3.
        Assert.Equal((8, 2, 3, 2, 1), (result.Received, result.Created, result.Updated, result.Unchanged, result.Rejected));
        await AssertExactAsync(database, 4);
    }

    /// <remarks>
    /// The connection is lost in the middle of the second batch: while its records are being written, or after them while the change of
    /// figures is.
    /// </remarks>
    [Theory]
    [InlineData(DatabaseKind.Postgres, "Records")]
    [InlineData(DatabaseKind.Postgres, "MetricDeltas")]
    [InlineData(DatabaseKind.Sqlite, "Records")]
    [InlineData(DatabaseKind.Sqlite, "MetricDeltas")]
    public async Task Send_CutOffWithinABatch_LeavesNothingOfItAndCanBeSentAgain(DatabaseKind kind, string table)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var inputs = Enumerable.Range(0, 3 * BatchSize).Select(Numbered).ToArray();
        await ExecuteAsync(database, kind == DatabaseKind.Postgres ? CutOffPostgres(table) : CutOffSqlite(table));

        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(database, inputs));
        await using (var db = database.Open())
        {
            Assert.Equal(BatchSize, await db.Records.CountAsync(Stop));
            Assert.Equal(1, await db.MetricDeltas.CountAsync(Stop));
        }

        await ExecuteAsync(database, kind == DatabaseKind.Postgres ? $"""DROP TRIGGER cut ON "{table}" """ : "DROP TRIGGER cut");
        var again = await SendAsync(database, inputs);
        Assert.Equal((2L * BatchSize, (long)BatchSize), (again.Created, again.Unchanged));
        await AssertExactAsync(database, 3 * BatchSize);
    }

    private static string Place(string table) =>
        table == "Records" ? $"""NEW."CaseNo" = '{BatchSize + (BatchSize / 2)}'""" : """EXISTS (SELECT * FROM "MetricDeltas")""";

    private static string CutOffPostgres(string table) =>
        $"""
            CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {Place(
                table
            )} THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$;
            CREATE TRIGGER cut BEFORE INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION cut();
            """;

    private static string CutOffSqlite(string table) =>
        $"""
            CREATE TRIGGER cut BEFORE INSERT ON "{table}" WHEN {Place(table)} BEGIN SELECT RAISE(ABORT, 'cut off'); END
            """;

    private static RecordInput Numbered(int number) => SampleData.Input($"{number}") with { Channel = (Channel)((number % 3) + 1) };

    private static RecordInput[] ThriceShuffled(RecordInput[] inputs, int seed)
    {
        var all = inputs.Concat(inputs).Concat(inputs).ToArray();
        new Random(seed).Shuffle(all);
        return all;
    }

    private static Task<IntakeResult> SendAsync(TestDatabase database, RecordInput[] inputs) =>
        database
            .Get<IRecordIntake>()
            .RunAsync(inputs.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable(), Options, cancellation: Stop);

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync(sql, Stop);
    }

    private static async Task AssertExactAsync(TestDatabase database, int count)
    {
        await using var db = database.Open();
        Assert.Equal(count, await db.Records.CountAsync(Stop));
        await database.Get<MetricsFolder>().FoldAllAsync(Stop);
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }
}
