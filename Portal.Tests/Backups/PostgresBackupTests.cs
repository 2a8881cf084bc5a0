using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Backups;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Tests.Support;

namespace Portal.Tests.Backups;

/// <summary>Backup and restore on PostgreSQL, by its own programs.</summary>
[Needs(Resource.Database)]
[UnsupportedOSPlatform("windows")]
public sealed class PostgresBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-dump-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Dump => Path.Combine(_folder, "portal.dump");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Restore_IntoAnEmptyDatabase_BringsBackEverythingButTheKeysAndRenewsStamps()
    {
        await using var database = await CreateAsync();
        await database.Get<DatabaseBackup>().BackUpAsync(Dump, Token);
        Assert.Equal(DurableFile.OwnerOnly, File.GetUnixFileMode(Dump));

        await using var empty = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(empty.Options, SampleData.Shanghai)
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseBackup>().RestoreAsync(Dump, cancellation: Token);

        await services.GetRequiredService<DatabasePreparation>().RunAsync(Token);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        Assert.Equal("before", (await db.ImportProfiles.SingleAsync(Token)).Name);
        Assert.Empty(await db.DataProtectionKeys.ToListAsync(Token));
        Assert.NotEqual("old", (await db.Users.SingleAsync(Token)).SecurityStamp);
    }

    [Fact]
    public async Task Restore_OverADatabaseThatHoldsSomething_IsRefusedAndSaysHowToKeepIt()
    {
        await using var database = await CreateAsync();
        await database.Get<DatabaseBackup>().BackUpAsync(Dump, Token);

        var refusal = await Assert.ThrowsAsync<BackupException>(() =>
            database.Get<DatabaseBackup>().RestoreAsync(Dump, replace: true, cancellation: Token)
        );

        Assert.Contains("ALTER DATABASE", refusal.Message, StringComparison.Ordinal);
        await using var db = database.Open();
        Assert.Equal("old", (await db.Users.SingleAsync(Token)).SecurityStamp);
    }

    [Fact]
    public async Task Restore_OfANewerDump_IsRefusedBeforeAnythingIsTouched()
    {
        await using var database = await CreateAsync();
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""",
                Token
            );
        }
        await database.Get<DatabaseBackup>().BackUpAsync(Dump, Token);

        var refusal = await Assert.ThrowsAsync<BackupException>(() =>
            database.Get<DatabaseBackup>().RestoreAsync(Dump, cancellation: Token)
        );

        Assert.Contains("another version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OfADumpThatIsCutOff_IsRefused()
    {
        await using var database = await CreateAsync();
        await File.WriteAllTextAsync(Dump, "PGDMP and no more", Token);

        Assert.Contains(
            "pg_restore failed",
            (
                await Assert.ThrowsAsync<BackupException>(() => database.Get<DatabaseBackup>().RestoreAsync(Dump, cancellation: Token))
            ).Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using var db = database.Open();
        db.ImportProfiles.Add(new() { Name = "before", MappingJson = "{}" });
        db.DataProtectionKeys.Add(new() { FriendlyName = "key", Xml = "<key/>" });
        db.Users.Add(
            new()
            {
                UserName = "user",
                DisplayName = "user",
                SecurityStamp = "old",
            }
        );
        await db.SaveChangesAsync(Token);
        return database;
    }
}
