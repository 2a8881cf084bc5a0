using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Records;
using Portal.Domain.Signals;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>
/// Imports a file of many batches of rows, of which the second is wrong; acknowledges what each committed batch has counted.
/// </summary>
internal sealed class ImportWork : KilledWork
{
    // Two batches more than the last step: the first takes the longest, and the pause before the kill is measured by it.
    private static readonly int s_rows = Requirements.Full ? 40_000 : 20_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public override int LastStep => Requirements.Full ? 5 : 1;

    public override async Task PrepareAsync(TestDatabase database)
    {
        var text = new StringBuilder("source,caseNo,unitCode,itemCode,acceptedAt\n");
        for (var i = 1; i <= s_rows; i++)
            text.Append($"s,{i},{(i == 2 ? "nowhere" : SampleData.Community)},{SampleData.Licence},2014-10-{1 + (i % 28):00}\n");
        var (name, length) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), Token);
        await database
            .Get<ImportBatches>()
            .AddAsync(Actor.System, new ImportRequest(RecordStream.Cases, "cases.csv", name) { Length = length }, Token);
    }

    public override async Task WorkAsync(TestDatabase database, Action<string> acknowledge)
    {
        var id = Assert.Single(await database.Get<ImportBatches>().QueuedAsync(Token));
        using var committed = database.Get<WakeSignals>().Subscribe(WakeTopic.DeltasWritten, _ => acknowledge(Counted(database)));
        await database.Get<ImportRunner>().RunAsync(id, Token);
    }

    public override async Task CheckAsync(TestDatabase database, IReadOnlyList<string> acknowledged)
    {
        var batches = database.Get<ImportBatches>();
        var left = await SingleAsync(database);
        Assert.InRange(left.Received, acknowledged.Select(long.Parse).DefaultIfEmpty().Max(), s_rows);
        await AssertCountsAsync(database, left);

        await batches.RequeueAsync(database.Time.Now.AddMinutes(1), Token);
        Assert.Equal(left.Status == ImportStatus.Completed ? [] : [left.Id], await batches.QueuedAsync(Token));
        await database.Get<ImportRunner>().RunAsync(left.Id, Token);

        var ended = await SingleAsync(database);
        Assert.Equal((ImportStatus.Completed, s_rows, s_rows - 1, 1), (ended.Status, ended.Received, ended.Created, ended.Rejected));
        await AssertCountsAsync(database, ended);
    }

    /// <summary>The rows that the import counts are those that are stored: it goes on behind them.</summary>
    private static async Task AssertCountsAsync(TestDatabase database, ImportBatch batch)
    {
        await using var db = database.Open();
        Assert.Equal(batch.Received, batch.Created + batch.Rejected);
        Assert.Equal((0, 0), (batch.Updated, batch.Unchanged));
        Assert.Equal(batch.Created, await db.Records.LongCountAsync(Token));
        Assert.Equal(batch.Created, await db.Records.Select(r => r.CaseNo).Distinct().LongCountAsync(Token));
        Assert.Equal(batch.Rejected, await db.RejectedRows.LongCountAsync(r => r.BatchId == batch.Id, Token));
    }

    private static async Task<ImportBatch> SingleAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.ImportBatches.AsNoTracking().SingleAsync(Token);
    }

    private static string Counted(TestDatabase database)
    {
        using var db = database.Open();
        return db.ImportBatches.Select(b => b.Received).Single().ToString(CultureInfo.InvariantCulture);
    }
}
