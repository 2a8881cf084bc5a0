using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;
using Portal.Tests.Backups;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

[Needs(Resource.Database)]
public sealed class DatabasePreparationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-preparation-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, Databases]
    public async Task IsReady_OnlyWithTheTablesOfThisVersion(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var preparation = database.Get<DatabasePreparation>();
        Assert.True(await preparation.IsReadyAsync(Token));

        await using var db = database.Open();
        await AddLaterMigrationAsync(db);
        Assert.False(await preparation.IsReadyAsync(Token));

        await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" """, Token);
        Assert.False(await preparation.IsReadyAsync(Token));
    }

    [Theory, Databases]
    public async Task Run_OnANewerDatabase_IsRefusedAndChangesNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.Open();
        await AddLaterMigrationAsync(db);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => database.Get<DatabasePreparation>().RunAsync(Token));

        Assert.Contains("another version", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await db.Installations.ToListAsync(Token));
        Assert.Equal(StorageFault.NewerSchema, database.Get<StorageState>().Fault);
    }

    [Theory, Databases]
    public async Task Run_WhereThereIsNoDatabase_MakesOneOnlyWhenItMay(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => RunAsync(store.Options with { MayCreate = false }));

        Assert.Contains("--first-start", refusal.Message, StringComparison.Ordinal);
        if (kind == DatabaseKind.Sqlite)
            Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(store.Options.File)!));
        await RunAsync(store.Options);
        await RunAsync(store.Options with { MayCreate = false });
    }

    [Theory, Databases]
    public async Task Run_OnADatabaseOfAnotherProgram_IsRefused(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await using (var services = Services(store.Options))
        await using (var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
            await db.Database.ExecuteSqlAsync($"CREATE TABLE theirs (id int)", Token);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => RunAsync(store.Options));

        Assert.Contains("theirs", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, "does not begin")] // the first bytes
    [InlineData(-1, "bytes of")] // the second half is gone
    [InlineData(0, "missing or empty")] // everything is gone, and the log is left
    [InlineData(100, "is damaged")] // the list of tables
    public async Task Run_OnADamagedFile_IsRefusedAndLeavesItAsItIs(int place, string reason)
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await SpoilAsync(database.Path, place);
        var spoiled = await File.ReadAllBytesAsync(database.Path, Token);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(database.StartAsync);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("restore FILE", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(spoiled, await File.ReadAllBytesAsync(database.Path, Token));
    }

    [Fact]
    public async Task Run_AfterDamageWasFoundInUse_IsRefusedUntilTheDatabaseIsWhole()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await database.BackUpAsync(Path.Combine(_folder, "good.backup"));
        database.Damage();
        DamageNote.Write(database.Path, "found in use");

        await Assert.ThrowsAsync<UnusableDatabaseException>(database.StartAsync);
        await Assert.ThrowsAsync<UnusableDatabaseException>(database.StartAsync);

        await database.RestoreAsync(Path.Combine(_folder, "good.backup"));
        await database.StartAsync();
        Assert.Equal("before", database.Word());
    }

    [Fact]
    public async Task Run_AfterDamageThatIsNoMore_ForgetsIt()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        DamageNote.Write(database.Path, "found in use");

        await database.StartAsync();

        Assert.False(File.Exists(database.Path + ".damaged"));
    }

    private static Task AddLaterMigrationAsync(PortalDb db) =>
        db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""",
            Token
        );

    private static async Task SpoilAsync(string file, int place)
    {
        var bytes = await File.ReadAllBytesAsync(file, Token);
        switch (place)
        {
            case -1:
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case 0:
                bytes = [];
                await File.WriteAllTextAsync(file + "-wal", "log", Token);
                break;
            case 16:
                bytes.AsSpan(0, place).Fill(7);
                break;
            default:
                bytes.AsSpan(place, 400).Fill(7);
                break;
        }
        await File.WriteAllBytesAsync(file, bytes, Token);
    }

    private static ServiceProvider Services(DatabaseOptions options) =>
        new ServiceCollection().AddLogging().AddPortalDomain(options, SampleData.Shanghai).BuildServiceProvider();

    private static async Task RunAsync(DatabaseOptions options)
    {
        await using var services = Services(options);
        await services.GetRequiredService<DatabasePreparation>().RunAsync(Token);
    }
}
