using Portal.Domain.Data.Files;
using Portal.Tests.Support;

namespace Portal.Tests.Backups;

/// <summary>A backup of SQLite is whole, or there is none.</summary>
[Needs(Resource.Database)]
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-backup-").FullName;

    private string BackupPath => Path.Combine(_folder, "portal.backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Backup_OfADatabaseInUse_IsOneFileWithWhatStandsInItsLog()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        database.WriteIntoLog(PortalFile.NewWord("only in the log"));
        using var running = DatabaseLock.Share(database.Path);

        await database.BackUpAsync(BackupPath);

        Assert.Equal([BackupPath], Directory.GetFiles(_folder, "portal.backup*"));
        Assert.Equal("only in the log", new PortalFile(BackupPath).Word());
    }

    [Fact]
    public async Task Backup_OfADamagedDatabase_LeavesNoFile()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        database.Damage();

        var refusal = await Assert.ThrowsAsync<BackupException>(() => database.BackUpAsync(BackupPath));

        Assert.Contains("no backup was made", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "portal.backup*"));
    }

    [Fact]
    public async Task Backup_OverAnExistingFile_IsRefusedAndLeavesIt()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await File.WriteAllTextAsync(BackupPath, "theirs", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<BackupException>(() => database.BackUpAsync(BackupPath));

        Assert.Equal("theirs", await File.ReadAllTextAsync(BackupPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Backup_AfterOneThatWasKilled_TakesItsPlace()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await File.WriteAllTextAsync(BackupPath + ".unchecked", "half", TestContext.Current.CancellationToken);

        await database.BackUpAsync(BackupPath);

        Assert.Equal([BackupPath], Directory.GetFiles(_folder, "portal.backup*"));
    }

    [Fact]
    public async Task Backup_WhereThereIsNoDatabase_IsRefusedAndMakesNone()
    {
        var database = new PortalFile(Path.Combine(_folder, "absent.db"));

        await Assert.ThrowsAsync<BackupException>(() => database.BackUpAsync(BackupPath));

        Assert.Empty(Directory.GetFiles(_folder));
    }
}
