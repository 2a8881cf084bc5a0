using System.Runtime.Versioning;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data.Files;
using Portal.Tests.Support;

namespace Portal.Tests.Backups;

/// <summary>A restore of SQLite, over whatever is there, and stopped at each of its steps.</summary>
[Needs(Resource.Database)]
[UnsupportedOSPlatform("windows")]
public sealed class RestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-restore-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string BackupPath => Path.Combine(_folder, "good.backup");

    public static TheoryData<ReplacementStep> Steps => [.. Enum.GetValues<ReplacementStep>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Steps))]
    public async Task Restore_KilledAfterAStep_LeavesTheOldOrTheNewDatabaseWhole(ReplacementStep step)
    {
        var database = await CreateWithBackupAsync();
        database.WriteIntoLog(PortalFile.NewWord("after the backup"));

        await Assert.ThrowsAsync<DeathException>(() => database.RestoreAsync(BackupPath, dieAfter: step));
        await database.StartAsync();

        Assert.Equal(step < ReplacementStep.Marked ? "after the backup" : "before", database.Word());
        if (step >= ReplacementStep.Marked)
            Assert.Equal("after the backup", Original(database, 1).Word());
        Assert.Empty(Directory.GetFiles(_folder, "*.restor*"));
        Assert.EndsWith(
            step < ReplacementStep.Marked ? ".before-restore.1" : ".before-restore.2",
            await database.RestoreAsync(BackupPath),
            StringComparison.Ordinal
        );
        Assert.Equal("before", database.Word());
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task Restore_KilledAfterAStep_IsFinishedByTheNextRestoreAsWell(ReplacementStep step)
    {
        var database = await CreateWithBackupAsync();
        database.WriteIntoLog(PortalFile.NewWord("after the backup"));
        await Assert.ThrowsAsync<DeathException>(() => database.RestoreAsync(BackupPath, dieAfter: step));

        await database.RestoreAsync(BackupPath);

        Assert.Equal("before", database.Word());
        Assert.Equal("after the backup", Original(database, 1).Word());
    }

    [Fact]
    public async Task Restore_WhoseCopyIsGone_IsUndoneByTheNextStart()
    {
        var database = await CreateWithBackupAsync();
        database.WriteIntoLog(PortalFile.NewWord("after the backup"));
        await Assert.ThrowsAsync<DeathException>(() => database.RestoreAsync(BackupPath, dieAfter: ReplacementStep.OriginalKept));
        File.Delete(database.Path + ".restoring");

        await database.StartAsync();

        Assert.Equal("after the backup", database.Word());
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("empty")]
    [InlineData("cut off")]
    [InlineData("another program's")]
    [InlineData("absent")]
    public async Task Restore_OverADatabaseThatCannotBeUsed_BringsBackTheBackupAndKeepsWhatWasThere(string state)
    {
        var database = await CreateWithBackupAsync();
        Spoil(database, state);
        var spoiled = File.Exists(database.Path) ? await File.ReadAllBytesAsync(database.Path, Token) : null;

        var original = await database.RestoreAsync(BackupPath);

        await database.StartAsync();
        Assert.Equal("before", database.Word());
        Assert.Equal(spoiled, original is null ? null : await File.ReadAllBytesAsync(original, Token));
    }

    [Fact]
    public async Task Restore_Repeated_KeepsEveryOriginal()
    {
        var database = await CreateWithBackupAsync();
        for (var i = 1; i <= 3; i++)
        {
            database.Execute(PortalFile.NewWord($"state {i}"));
            await database.RestoreAsync(BackupPath);
        }

        Assert.Equal(["state 1", "state 2", "state 3"], Enumerable.Range(1, 3).Select(n => Original(database, n).Word()));
    }

    [Theory]
    [InlineData("damaged", "")]
    [InlineData("cut off", "")]
    [InlineData("another program's", "no database of the portal")]
    [InlineData("newer", "another version")]
    [InlineData("of nothing", "no database of the portal")]
    public async Task Restore_OfABackupThatIsNotGood_IsRefusedAndChangesNothing(string state, string reason)
    {
        var database = await CreateWithBackupAsync();
        Spoil(new PortalFile(BackupPath), state);
        var before = await File.ReadAllBytesAsync(database.Path, Token);

        for (var i = 0; i < 2; i++)
        {
            var refusal = await Assert.ThrowsAsync<BackupException>(() => database.RestoreAsync(BackupPath));
            Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(database.Path, Token));
        Assert.Equal("before", database.Word());
        Assert.Empty(Directory.GetFiles(_folder, "*restor*"));
    }

    [Fact]
    public async Task Restore_OfAnotherInstallation_NeedsToBeWanted()
    {
        var database = await CreateWithBackupAsync();
        var other = await PortalFile.CreateAsync(_folder, "other.db", "other");
        await other.BackUpAsync(Path.Combine(_folder, "other.backup"));

        var refusal = await Assert.ThrowsAsync<BackupException>(() => database.RestoreAsync(Path.Combine(_folder, "other.backup")));

        Assert.Contains("--replace", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("before", database.Word());
        await database.RestoreAsync(Path.Combine(_folder, "other.backup"), replace: true);
        Assert.Equal("other", database.Word());
    }

    [Fact]
    public async Task Restore_WhileAPortalRuns_IsRefused()
    {
        var database = await CreateWithBackupAsync();
        using var running = DatabaseLock.Share(database.Path);

        Assert.Contains(
            "running",
            (await Assert.ThrowsAsync<BackupException>(() => database.RestoreAsync(BackupPath))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Restore_RenewsKeysAndStamps_SoThatNobodyIsSignedIn()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await database.AddAsync(new DataProtectionKey { FriendlyName = "key", Xml = "<key/>" }, User("first"), User("second"));
        await database.BackUpAsync(BackupPath);

        await database.RestoreAsync(BackupPath);

        Assert.Equal("0", database.Text("SELECT count(*) FROM DataProtectionKeys"));
        Assert.Equal("2", database.Text("SELECT count(DISTINCT SecurityStamp) FROM AspNetUsers WHERE length(SecurityStamp) = 32"));
    }

    [Fact]
    public async Task Files_OfDatabaseBackupAndRestore_BelongToTheirOwnerAlone()
    {
        var database = new PortalFile(Path.Combine(_folder, "new.db"));
        await database.StartAsync();
        await database.BackUpAsync(BackupPath);
        Assert.Equal(
            (DurableFile.OwnerOnly, DurableFile.OwnerOnly),
            (File.GetUnixFileMode(database.Path), File.GetUnixFileMode(BackupPath))
        );
        File.SetUnixFileMode(BackupPath, DurableFile.OwnerOnly | UnixFileMode.OtherRead);

        await database.RestoreAsync(BackupPath);

        Assert.Equal(DurableFile.OwnerOnly, File.GetUnixFileMode(database.Path));
    }

    private static PortalUser User(string name) =>
        new()
        {
            UserName = name,
            DisplayName = name,
            SecurityStamp = "old",
        };

    private async Task<PortalFile> CreateWithBackupAsync()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await database.BackUpAsync(BackupPath);
        return database;
    }

    private static PortalFile Original(PortalFile database, int number) => new($"{database.Path}.before-restore.{number}");

    private static void Spoil(PortalFile file, string state)
    {
        switch (state)
        {
            case "damaged":
                file.Damage();
                break;
            case "empty":
                File.WriteAllBytes(file.Path, []);
                break;
            case "cut off":
                File.WriteAllBytes(file.Path, File.ReadAllBytes(file.Path)[..50_000]);
                break;
            case "another program's":
                File.Delete(file.Path);
                file.Execute("CREATE TABLE theirs (id INTEGER)");
                break;
            case "newer":
                file.Execute("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Later', '99')");
                break;
            case "of nothing":
                file.Execute("DELETE FROM __EFMigrationsHistory");
                break;
            case "absent":
                File.Delete(file.Path);
                break;
        }
    }
}
