using Microsoft.EntityFrameworkCore;
using Portal.Domain.Backups;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Moving;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>The first start writes the time zone into the database; another one is refused, by every way into it.</summary>
[Needs(Resource.Database)]
public sealed class TimeZoneTests : IDisposable
{
    private const string Shanghai = "Asia/Shanghai";
    private const string NewYork = "America/New_York";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-zones-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, Databases]
    public async Task Start_OnANewDatabase_WritesTheZoneOfTheSetting(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);

        await StartAsync(store, NewYork);

        Assert.Equal(NewYork, await ZoneAsync(store));
    }

    [Theory, Databases]
    public async Task Start_WithoutASetting_WritesTheDefaultAndLaterTakesTheDatabasesOwn(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await using var other = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(other, NewYork);

        Assert.Equal(Shanghai, await StartAsync(store, zone: null));
        Assert.Equal(NewYork, await StartAsync(other, zone: null));

        Assert.Equal(Shanghai, await ZoneAsync(store));
        Assert.Equal(NewYork, await ZoneAsync(other));
    }

    [Theory, Databases]
    public async Task Start_WithAnotherZone_IsRefusedWithBothNamesAndWhatToDo(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, Shanghai);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => StartAsync(store, NewYork));

        Assert.Contains($"by the time zone {Shanghai}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"says {NewYork}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"rebuild --time-zone {NewYork}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Shanghai, await ZoneAsync(store));
    }

    /// <summary>Two names of one zone count the same days.</summary>
    [Theory, Databases]
    public async Task Start_WithAnotherNameOfTheSameZone_TakesTheStoredOne(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, NewYork);

        Assert.Equal(NewYork, await StartAsync(store, "US/Eastern"));
    }

    [Theory, Databases]
    public async Task Start_OnADatabaseWithoutAZone_TakesTheSetting(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, Shanghai);
        await SetAsync(store, zone: null, next: null);

        Assert.Equal(NewYork, await StartAsync(store, NewYork));

        Assert.Equal(NewYork, await ZoneAsync(store));
    }

    [Theory, Databases]
    public async Task Start_InAZoneThatTheMachineLacks_IsRefused(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, Shanghai);
        await SetAsync(store, "Mars/Base", next: null);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => StartAsync(store, zone: null));

        Assert.Contains("Mars/Base", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("tzdata", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Starts_AtOnceWithDifferentZones_OneWinsAndTheOthersAreRefused(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        string[] zones = [Shanghai, NewYork, "Europe/Berlin", "Asia/Tokyo"];

        var starts = await Task.WhenAll(
            zones.Select(zone => Task.Run(async () => await Record.ExceptionAsync(() => StartAsync(store, zone)), Token))
        );

        var kept = await ZoneAsync(store);
        Assert.Equal(kept, Assert.Single(zones.Zip(starts), start => start.Second is null).First);
        Assert.All(
            starts.OfType<Exception>(),
            refusal =>
                Assert.Contains(
                    $"by the time zone {kept}",
                    Assert.IsType<UnusableDatabaseException>(refusal).Message,
                    StringComparison.Ordinal
                )
        );
    }

    [Theory, Databases]
    public async Task BackUp_OfAnotherZoneThanTheSetting_IsRefused(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, Shanghai);
        var file = Path.Combine(_folder, "backup");
        await using var portal = TestDatabase.OverInZone(store.Options, NewYork);

        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => portal.Get<DatabaseBackup>().BackUpAsync(file, Token));

        Assert.Contains(Shanghai, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(NewYork, refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory, Databases]
    public async Task Restore_OfABackupOfAnotherZone_IsRefusedUnlessNoneIsNamed(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, NewYork);
        var file = Path.Combine(_folder, "backup");
        await using (var original = TestDatabase.OverInZone(store.Options, NewYork))
            await original.Get<DatabaseBackup>().BackUpAsync(file, Token);
        await using var target = await TestStore.CreateEmptyAsync(kind);

        await using (var portal = TestDatabase.OverInZone(target.Options, Shanghai))
        {
            var refusal = await Assert.ThrowsAsync<BackupException>(() =>
                portal.Get<DatabaseBackup>().RestoreAsync(file, cancellation: Token)
            );
            Assert.Contains($"by the time zone {NewYork}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"--Portal:TimeZone={NewYork}", refusal.Message, StringComparison.Ordinal);
        }
        await using (var portal = TestDatabase.OverInZone(target.Options, zone: null))
            await portal.Get<DatabaseBackup>().RestoreAsync(file, cancellation: Token);

        Assert.Equal(NewYork, await StartAsync(target, zone: null));
    }

    [Fact]
    public async Task Move_KeepsTheZoneAndRefusesAnother()
    {
        await using var store = await TestStore.CreateEmptyAsync(DatabaseKind.Sqlite);
        await StartAsync(store, NewYork);
        await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);

        await using (var portal = TestDatabase.OverInZone(store.Options, Shanghai))
        {
            await Assert.ThrowsAsync<UnusableDatabaseException>(() =>
                portal.Get<DatabaseMove>().RunAsync(target.Options.ConnectionString, cancellation: Token)
            );
        }
        await using (var portal = TestDatabase.OverInZone(store.Options, zone: null))
            await portal.Get<DatabaseMove>().RunAsync(target.Options.ConnectionString, cancellation: Token);

        Assert.Equal(NewYork, await StartAsync(target, NewYork));
    }

    [Theory, Databases]
    public async Task Commands_WithAnotherZone_EndWith1(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, Shanghai);
        string[] settings = [.. store.Settings.Select(s => $"--{s.Key}={s.Value}")];
        string[][] commands =
        [
            ["serve", "--urls=http://127.0.0.1:0"],
            ["verify"],
            ["rebuild"],
            ["import", "cases", Path.Combine(_folder, "none.csv")],
            [
                "report",
                "monthly",
                "--unit",
                "350103",
                "--month",
                "2014-10",
                "--format",
                "docx",
                "--out",
                Path.Combine(_folder, "none.docx"),
            ],
            ["backup", Path.Combine(_folder, "none.backup")],
            ["renew-keys"],
            ["user", "create", "--name", "n", "--role", "Administrator", "--password", "Right-Away-2014"],
        ];
        await File.WriteAllTextAsync(Path.Combine(_folder, "none.csv"), "caseNo\n", Token);

        foreach (var command in commands)
            Assert.Equal(
                (command[0], 1),
                (command[0], await PortalCommands.RunAsync([.. command, .. settings, $"--Portal:TimeZone={NewYork}"]))
            );

        Assert.Equal(0, await PortalCommands.RunAsync(["verify", .. settings, $"--Portal:TimeZone={Shanghai}"]));
        Assert.Equal(0, await PortalCommands.RunAsync(["verify", .. settings]));
    }

    [Fact]
    public async Task Rebuild_ToAnUnknownZone_IsWrongUsage()
    {
        await using var store = await TestStore.CreateEmptyAsync(TestStore.Usual);
        await StartAsync(store, Shanghai);

        var settings = store.Settings.Select(s => $"--{s.Key}={s.Value}");
        Assert.Equal(PortalCommands.WrongUsage, await PortalCommands.RunAsync(["rebuild", "--time-zone", "Mars/Base", .. settings]));

        Assert.Equal(Shanghai, await ZoneAsync(store));
    }

    [Theory, Databases]
    public async Task Rebuild_ToAnotherZoneWhateverTheSettingSays_StoresIt(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateEmptyAsync(kind);
        await StartAsync(store, Shanghai);
        string[] settings = [.. store.Settings.Select(s => $"--{s.Key}={s.Value}")];

        Assert.Equal(0, await PortalCommands.RunAsync(["rebuild", "--time-zone", NewYork, .. settings, $"--Portal:TimeZone={Shanghai}"]));

        Assert.Equal(NewYork, await ZoneAsync(store));
        Assert.Equal(0, await PortalCommands.RunAsync(["verify", .. settings, $"--Portal:TimeZone={NewYork}"]));
        Assert.Equal(1, await PortalCommands.RunAsync(["verify", .. settings, $"--Portal:TimeZone={Shanghai}"]));
    }

    /// <returns>The zone by which the process counts days afterwards.</returns>
    private static async Task<string> StartAsync(TestStore store, string? zone)
    {
        await using var portal = TestDatabase.OverInZone(store.Options, zone);
        await portal.Get<DatabasePreparation>().RunAsync(Token);
        return portal.Time.Zone.Id;
    }

    private static async Task<string?> ZoneAsync(TestStore store)
    {
        await using var portal = TestDatabase.OverInZone(store.Options, zone: null);
        await using var db = portal.Open();
        return (await db.Installations.SingleAsync(Token)).TimeZone;
    }

    private static async Task SetAsync(TestStore store, string? zone, string? next)
    {
        await using var portal = TestDatabase.OverInZone(store.Options, zone: null);
        await using var db = portal.Open();
        await db.Database.ExecuteSqlAsync($"""UPDATE "Installation" SET "TimeZone" = {zone}, "NextTimeZone" = {next}""", Token);
    }
}
