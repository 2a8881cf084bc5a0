using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Storage;

/// <summary>New records in bulk: each is inserted or told as known, whatever stands beside it in a statement.</summary>
[Needs(Resource.Database)]
public sealed class RecordInserterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Numbers before, within and behind the rows of one statement and of one call.</summary>
    [Theory, Databases]
    public async Task Insert_KnownAmongNew_InsertsTheNewOnesAndReturnsTheOthersInOrder(DatabaseKind kind)
    {
        int[] known = [3, 49, 50, 51, 99, 100, 499, 500, 501, 733, 1_049];
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        Assert.Empty((await InsertAsync(database, known)).Known);

        var (told, inserted) = await InsertAsync(database, [.. Enumerable.Range(0, 1_050)]);

        Assert.Equal(known.Select(Number), told);
        Assert.Equal(Enumerable.Range(0, 1_050).Except(known).Select(Number), inserted);
        await using var db = database.Open();
        Assert.Equal(
            Enumerable.Range(0, 1_050).Select(Number),
            await db.Records.OrderBy(r => r.CaseNo).Select(r => r.CaseNo).ToListAsync(Stop)
        );
    }

    [Theory, Databases]
    public async Task Insert_OnlyKnown_InsertsNone(DatabaseKind kind)
    {
        int[] known = [.. Enumerable.Range(0, 120)];
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await InsertAsync(database, known);

        var (told, inserted) = await InsertAsync(database, known);

        Assert.Equal(known.Select(Number), told);
        Assert.Empty(inserted);
    }

    /// <summary>The same number of another source, and of the other stream, is another record.</summary>
    [Theory, Databases]
    public async Task Insert_SameNumberElsewhere_IsNew(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await InsertAsync(database, [.. Enumerable.Range(0, 60)]);

        Assert.Empty((await InsertAsync(database, [.. Enumerable.Range(0, 60)], source: 2)).Known);
        Assert.Empty((await InsertAsync(database, [.. Enumerable.Range(0, 60)], make: () => new Appeal())).Known);
    }

    /// <summary>A row that the database itself refuses is no known record: the import must not go on as if it were.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(80)]
    public async Task Insert_WithoutARequiredValue_Fails(int count)
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        var records = Enumerable.Range(0, count).Select(i => Record(i, 1, () => new ServiceCase())).ToList();
        records[^1].CaseNo = null!;

        await Assert.ThrowsAsync<InvalidOperationException>(() => InsertAsync(database, records));

        await using var db = database.Open();
        Assert.Equal(0, await db.Records.CountAsync(Stop));
    }

    private static string Number(int number) => number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<(IEnumerable<string> Known, IEnumerable<string> Inserted)> InsertAsync(
        TestDatabase database,
        int[] numbers,
        int source = 1,
        Func<ServiceRecord>? make = null
    ) => InsertAsync(database, [.. numbers.Select(number => Record(number, source, make ?? (() => new ServiceCase())))]);

    private static async Task<(IEnumerable<string> Known, IEnumerable<string> Inserted)> InsertAsync(
        TestDatabase database,
        List<ServiceRecord> records
    )
    {
        var inserted = new ConcurrentQueue<string>();
        await using var db = database.Open();
        await using var transaction = await database.Get<WriteGate>().BeginAsync(db, WriteLane.Records, Stop);
        var known = await RecordInserter.InsertAsync(
            db,
            records,
            batch =>
            {
                foreach (var record in batch)
                    inserted.Enqueue(record.CaseNo);
            },
            Stop
        );
        await transaction.CommitAsync(Stop);
        return (known.Select(r => r.CaseNo), inserted);
    }

    private static ServiceRecord Record(int number, int source, Func<ServiceRecord> make)
    {
        var record = make();
        record.CaseNo = Number(number);
        record.SourceId = source;
        record.UnitId = SampleData.CommunityId;
        record.AcceptedAt = SampleData.Local(2014, 10, 8).ToUniversalTime();
        record.AcceptedDay = new(2014, 10, 8);
        record.Channel = Channel.Window;
        return record;
    }
}
