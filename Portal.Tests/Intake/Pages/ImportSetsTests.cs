using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Pages;

/// <summary>Files that were sent together are imported one after another, each for itself.</summary>
[Needs(Resource.Database)]
public sealed class ImportSetsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-sets-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Databases]
    public async Task Files_OfASet_RunInTheirOrder_AndAFailureStopsNone(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var alone = await database.Get<ImportBatches>().AddAsync(Actor.System, await FileAsync(database, "alone.csv", Rows("0")), Token);
        var set = await database
            .Get<ImportSets>()
            .AddAsync(
                Actor.System,
                [
                    await FileAsync(database, "cases.csv", Rows("1", satisfaction: "1")),
                    await FileAsync(database, "colours.csv", "colour\nred\n"),
                    await FileAsync(database, "cases.csv", Rows("1", satisfaction: "5")),
                ],
                Token
            );
        Guid[] ids = [.. (await database.Get<ImportSets>().ListAsync(Actor.System, set, Token)).Select(b => b.Id)];
        Assert.Equal(3, ids.Distinct().Count());

        foreach (var id in ids)
        {
            var queued = await database.Get<ImportBatches>().QueuedAsync(Token);
            Assert.Equal(new[] { alone, id }.Order(), queued.Order()); // the others of the set wait for it
            await database.Get<ImportRunner>().RunAsync(id, Token);
        }

        var ended = await database.Get<ImportSets>().ListAsync(Actor.System, set, Token);
        Assert.Equal(["cases.csv", "colours.csv", "cases.csv"], ended.Select(b => b.FileName));
        Assert.Equal([ImportStatus.Completed, ImportStatus.Failed, ImportStatus.Completed], ended.Select(b => b.Status));
        Assert.Equal((1L, 1L), (ended[0].Created, ended[2].Updated));
        await using var db = database.Open();
        Assert.Equal((byte)5, (await db.Records.SingleAsync(Token)).Satisfaction); // the file behind the other won
    }

    [Theory, Databases]
    public async Task Set_OfWhichOneIsCancelled_GoesOnWithTheNext_AndAllCanBe(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var set = await AddAsync(database, dryRun: false);
        var batches = await database.Get<ImportSets>().ListAsync(Actor.System, set, Token);

        await database.Get<ImportBatches>().CancelAsync(Actor.System, batches[0].Id, Token);
        Assert.Equal([batches[1].Id], await database.Get<ImportBatches>().QueuedAsync(Token));

        await database.Get<ImportSets>().CancelAsync(Actor.System, set, Token);
        Assert.Empty(await database.Get<ImportBatches>().QueuedAsync(Token));
        Assert.All(
            await database.Get<ImportSets>().ListAsync(Actor.System, set, Token),
            batch => Assert.Equal(ImportStatus.Cancelled, batch.Status)
        );
    }

    [Theory, Databases]
    public async Task Set_WhoseProcessDied_BeginsItsNextFileOnlyAfterTheInterruptedOne(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var batches = await database.Get<ImportSets>().ListAsync(Actor.System, await AddAsync(database, dryRun: false), Token);
        await using (var db = database.Open())
        {
            await db
                .ImportBatches.Where(b => b.Id == batches[0].Id)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(b => b.Status, ImportStatus.Running).SetProperty(b => b.SeenAt, database.Time.Now.AddMinutes(-5)),
                    Token
                );
        }

        Assert.Empty(await database.Get<ImportBatches>().QueuedAsync(Token));
        await database.Get<ImportBatches>().RequeueAsync(database.Time.Now.AddMinutes(-2), Token);

        Assert.Equal([batches[0].Id], await database.Get<ImportBatches>().QueuedAsync(Token));
    }

    [Theory, Databases]
    public async Task Set_Tried_IsImportedOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var (sets, tried) = (database.Get<ImportSets>(), await AddAsync(database, dryRun: true));
        foreach (var batch in await sets.ListAsync(Actor.System, tried, Token))
            await database.Get<ImportRunner>().RunAsync(batch.Id, Token);

        var set = (await sets.AddTriedAsync(Actor.System, tried, Token))!.Value;
        Assert.Null(await sets.AddTriedAsync(Actor.System, tried, Token));

        foreach (var batch in await sets.ListAsync(Actor.System, set, Token))
            await database.Get<ImportRunner>().RunAsync(batch.Id, Token);
        Assert.Equal([1L, 1L], (await sets.ListAsync(Actor.System, set, Token)).Select(b => b.Created));
    }

    [Fact]
    public async Task Set_OfTooManyFilesOrNone_IsNotTaken()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var file = new ImportRequest(RecordStream.Cases, "a.csv", Guid.NewGuid().ToString("n"));
        var many = Enumerable.Repeat(file, ImportSets.MostFiles + 1).ToList();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => database.Get<ImportSets>().AddAsync(Actor.System, many, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => database.Get<ImportSets>().AddAsync(Actor.System, [], Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() =>
            database.Get<ImportSets>().AddAsync(Actors.Of("clerk", Role.Clerk, SampleData.StreetId), [file], Token)
        );
        Assert.Empty(await database.Get<ImportBatches>().LatestAsync(Actor.System, cancellation: Token));
    }

    private async Task<Guid> AddAsync(TestDatabase database, bool dryRun) =>
        await database
            .Get<ImportSets>()
            .AddAsync(
                Actor.System,
                [
                    await FileAsync(database, "a.csv", Rows("1")) with
                    {
                        DryRun = dryRun,
                    },
                    await FileAsync(database, "a.csv", Rows("2")) with
                    {
                        DryRun = dryRun,
                    },
                ],
                Token
            );

    private static string Rows(string caseNo, string satisfaction = "") =>
        "source,caseNo,unitCode,itemCode,acceptedAt,closedAt,satisfaction\n"
        + $"s,{caseNo},{SampleData.Community},{SampleData.Licence},2014-10-08,2014-10-08,{satisfaction}\n";

    private static async Task<ImportRequest> FileAsync(TestDatabase database, string name, string text)
    {
        var (stored, length) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Token);
        return new(RecordStream.Cases, name, stored) { Length = length };
    }

    private Task<TestDatabase> CreateAsync(DatabaseKind kind) =>
        TestDatabase.CreateSeededAsync(
            kind,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );
}
