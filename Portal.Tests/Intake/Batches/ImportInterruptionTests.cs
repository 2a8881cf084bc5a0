using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Records;
using Portal.Domain.Signals;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Batches;

/// <summary>Imports that a user cancels, and imports of a process that dies, in the middle of the file.</summary>
[Needs(Resource.Database)]
public sealed class ImportInterruptionTests : IDisposable
{
    private const int Rows = 30_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-imports-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Import_EndedInTheMiddle_KeepsWholeBatchesAndSaysHowMuch()
    {
        var ending = new AfterFirstBatch();
        await using var database = await CreateAsync(TestStore.Usual, ending);
        var id = await AddAsync(database);
        ending.Act = () => database.Get<ImportBatches>().CancelAsync(Actor.System, id, Stop).GetAwaiter().GetResult();

        await database.Get<ImportRunner>().RunAsync(id, Stop);

        var batch = (await database.Get<ImportBatches>().FindAsync(Actor.System, id, Stop))!;
        Assert.Equal((ImportStatus.Cancelled, null), (batch.Status, batch.StoredPath));
        await using var db = database.Open();
        var kept = await db.Records.CountAsync(Stop);
        Assert.InRange(kept, 1, Rows - 2);
        Assert.Equal(kept, batch.Created);
        Assert.Equal(batch.Received, batch.Created + batch.Rejected);
        Assert.Equal(1, batch.Rejected);
        Assert.Single(await database.Get<ImportBatches>().RejectedAsync(Actor.System, id, Stop).ToListAsync(Stop));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Theory, Databases]
    public async Task Import_WhoseProcessDies_IsTakenUpByTheNextAndEndsAsIfNothingHadHappened(DatabaseKind kind)
    {
        var death = new AfterFirstBatch();
        await using var database = await CreateAsync(kind, death);
        var id = await AddAsync(database);
        using var buried = new ManualResetEventSlim();
        var died = new TaskCompletionSource();
        death.Act = () =>
        {
            died.SetResult();
            buried.Wait(Stop); // a dead process does nothing more
            throw new OperationCanceledException();
        };
        var dead = Task.Run(() => database.Get<ImportRunner>().RunAsync(id, Stop), Stop);
        await died.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        await using (var left = database.Open())
            Assert.InRange(await left.Records.CountAsync(Stop), 1, Rows - 2);

        await using var next = NextProcess(database);
        var batches = next.GetRequiredService<ImportBatches>();
        Assert.Equal([id], await batches.RequeueAsync(database.Time.Now.AddMinutes(1), Stop));
        await next.GetRequiredService<ImportRunner>().RunAsync(id, Stop);

        var batch = (await batches.FindAsync(Actor.System, id, Stop))!;
        Assert.Equal(
            (ImportStatus.Completed, (long)Rows, (long)Rows - 1, 0L, 1L),
            (batch.Status, batch.Received, batch.Created, batch.Unchanged, batch.Rejected)
        );
        Assert.Single(await batches.RejectedAsync(Actor.System, id, Stop).ToListAsync(Stop));
        await using (var db = database.Open())
            Assert.Equal(Rows - 1, await db.Records.Select(r => r.CaseNo).Distinct().CountAsync(Stop));
        await next.GetRequiredService<MetricsFolder>().FoldAllAsync(Stop);
        Assert.Empty(await next.GetRequiredService<MetricsAudit>().VerifyAsync(Stop));
        buried.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dead);
    }

    private async Task<TestDatabase> CreateAsync(DatabaseKind kind, AfterFirstBatch first)
    {
        var database = await TestDatabase.CreateSeededAsync(
            kind,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );
        database.Get<WakeSignals>().Subscribe(WakeTopic.DeltasWritten, _ => first.Committed());
        return database;
    }

    private ServiceProvider NextProcess(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(database.Clock);
        services.AddPortalDomain(database.Options, SampleData.Shanghai);
        services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes));
        return services.BuildServiceProvider();
    }

    /// <summary>Many batches of rows, of which the second row is bad.</summary>
    private static async Task<Guid> AddAsync(TestDatabase database)
    {
        var text = new StringBuilder("source,caseNo,unitCode,itemCode,acceptedAt\n");
        for (var i = 1; i <= Rows; i++)
            text.Append($"s,{i},{(i == 2 ? "nowhere" : SampleData.Community)},{SampleData.Licence},2014-10-{1 + (i % 28):00}\n");
        var (name, length) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), Stop);
        return await database
            .Get<ImportBatches>()
            .AddAsync(Actor.System, new ImportRequest(RecordStream.Cases, "cases.csv", name) { Length = length }, Stop);
    }

    /// <summary>Acts once, when the first batch of rows has been committed.</summary>
    private sealed class AfterFirstBatch
    {
        public Action? Act { get; set; }

        public void Committed()
        {
            var act = Act;
            Act = null;
            act?.Invoke();
        }
    }
}
