using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>
/// Processes that import, fold, approve, sign and issue cards are killed in the middle at a random instant: nothing that was
/// acknowledged is lost, nothing is half there, and the next process goes on.
/// </summary>
/// <remarks>20 kills each on both databases with <c>PORTAL_FULL=1</c>, 1 each on one otherwise.</remarks>
[Needs(Resource.Process)]
public sealed class KilledWorkTests : IDisposable
{
    private const int Seed = 17;

    private static readonly int s_kills = Requirements.Full ? 20 : 1;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-victims-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The databases of this run.</summary>
    public static TheoryData<DatabaseKind> Kinds => Requirements.Full ? [DatabaseKind.Sqlite, DatabaseKind.Postgres] : [TestStore.Usual];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Kinds))]
    public Task Import_Killed_GoesOnBehindItsLastBatchAndEndsWithAllCountsRight(DatabaseKind kind) => KillAsync<ImportWork>(kind);

    [Theory, MemberData(nameof(Kinds))]
    public Task Fold_Killed_GoesOnAndCountsEveryChangeOnce(DatabaseKind kind) => KillAsync<FoldWork>(kind);

    [Theory, MemberData(nameof(Kinds))]
    public Task Approvals_Killed_AreEachThereWithTheirStepAndFiguresOrNotAtAll(DatabaseKind kind) => KillAsync<ApprovalWork>(kind);

    [Theory, MemberData(nameof(Kinds))]
    public Task Signatures_Killed_AreEachThereWithAllFilesOrNotAtAll(DatabaseKind kind) => KillAsync<SigningWork>(kind);

    [Theory, MemberData(nameof(Kinds))]
    public Task Cards_Killed_AreEachThereWithTheirHistoryOrNotAtAll(DatabaseKind kind) => KillAsync<IssuingWork>(kind);

    private async Task KillAsync<T>(DatabaseKind kind)
        where T : KilledWork
    {
        var work = KilledWork.All.OfType<T>().Single();
        var random = new Random(Seed);
        await using var prepared = await TestStore.CreateMigratedAsync(kind);
        var folder = Path.Combine(_folder, "prepared");
        await PrepareAsync(work, new(work.Name, prepared.Options, folder));
        var acknowledged = 0;
        for (var (killed, tried) = (0, 0); killed < s_kills; tried++)
        {
            Assert.True(tried < 3 * s_kills, "The process ends its work before it is killed.");
            await using var store = await prepared.CopyAsync();
            var order = new VictimOrder(work.Name, store.Options, Path.Combine(_folder, tried.ToString(CultureInfo.InvariantCulture)));
            order.CopyFilesFrom(folder);
            using var victim = Victim.Start(order);
            if (await victim.KillAsync(random.Next(work.LastStep + 1), random, Token))
                killed++;

            await using var next = order.Open();
            await next.Get<DatabasePreparation>().RunAsync(Token);
            await AssertWholeAsync(next);
            Assert.Empty(await next.Get<MetricsAudit>().VerifyAsync(Token));
            await work.CheckAsync(next, victim.Acknowledged);
            await next.Get<MetricsFolder>().FoldAllAsync(Token);
            Assert.Empty(await next.Get<MetricsAudit>().VerifyAsync(Token));
            acknowledged += victim.Acknowledged.Count;
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{work.Name} on {kind}: {killed} kills, {acknowledged} acknowledged steps, none lost; seed {Seed}"
            );
        }
    }

    private static async Task PrepareAsync(KilledWork work, VictimOrder order)
    {
        await using var database = order.Open();
        await using (var db = database.Open())
            await SampleData.SeedAsync(db);
        await work.PrepareAsync(database);
    }

    private static async Task AssertWholeAsync(TestDatabase database)
    {
        if (database.Options.Kind != DatabaseKind.Sqlite)
            return;
        await using var db = database.Open();
        Assert.Equal("ok", (await db.Database.SqlQuery<string>($"PRAGMA integrity_check").ToListAsync(Token)).Single());
    }
}
