using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Tests.Support;

namespace Portal.Tests.Backups;

/// <summary>
/// Commands as processes of their own, killed in the middle at a random instant: nothing is lost, and each can be repeated.
/// </summary>
/// <remarks>
/// 20 kills each with <c>PORTAL_FULL=1</c>, 2 otherwise. The instant is drawn from the time that the command's work takes.
/// </remarks>
[Needs(Resource.Process)]
public sealed class KilledCommandTests : IDisposable
{
    private const int Rows = 300;

    private static readonly int s_kills = Requirements.Full ? 20 : 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-kills-").FullName;
    private readonly Random _random = new(17);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string BackupPath => Path.Combine(_folder, "good.backup");

    private string KeyPath => Path.Combine(_folder, "portal.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Restore_Killed_LeavesTheOldOrTheNewDatabaseAndEveryOriginal()
    {
        var database = await CreateAsync();
        await database.BackUpAsync(BackupPath);
        var originals = new List<string>();
        for (var i = 0; i < s_kills; i++)
        {
            var word = string.Create(CultureInfo.InvariantCulture, $"written {i}");
            database.WriteIntoLog(PortalFile.NewWord(word));

            await KillAsync(database, () => Exists(database.Path + ".restoring"), 800, "restore", BackupPath);
            await database.StartAsync();

            var now = database.Word();
            Assert.Contains(now, (string[])[word, "before"]);
            if (now == "before")
                originals.Add(word);
            Assert.Equal(originals, Originals(database));
        }
        await database.RestoreAsync(BackupPath);
        Assert.Equal("before", database.Word());
    }

    [Fact]
    public async Task Backup_Killed_LeavesTheDatabaseAndNoFileOrAGoodOne()
    {
        var database = await CreateAsync();
        for (var i = 0; i < s_kills; i++)
        {
            await KillAsync(database, () => Exists(BackupPath + ".unchecked"), 600, "backup", BackupPath);

            Assert.Equal("before", database.Word());
            if (File.Exists(BackupPath))
                Assert.Equal("before", new PortalFile(BackupPath).Word());
            File.Delete(BackupPath);
        }
        await database.BackUpAsync(BackupPath);
        Assert.Equal("before", new PortalFile(BackupPath).Word());
    }

    [Fact]
    public async Task RenewKeys_Killed_LeavesKeysWithTheirFileOrNone()
    {
        var database = await CreateAsync();
        for (var i = 0; i < s_kills; i++)
        {
            await OpenKeysAsync(database);
            await KillAsync(database, () => Exists(KeyPath + ".next"), 60, "renew-keys");

            await OpenKeysAsync(database);
            Assert.Equal("before", database.Word());
        }
    }

    [Fact]
    public async Task RebuildByAnotherTimeZone_Killed_LeavesTheOldDaysOrANoteThatSaysWhatToDo()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        await using (var portal = TestDatabase.Over(database.Options))
        {
            await using var db = portal.Open();
            await SampleData.SeedAsync(db);
            await portal.SendCasesAsync([
                .. Enumerable
                    .Range(0, 3_000)
                    .Select(i => SampleData.Input($"{i}") with { AcceptedAt = SampleData.Local(2014, 10, 8, 0, 30) }),
            ]);
        }
        for (var i = 0; i < s_kills; i++)
        {
            await KillAsync(
                database,
                () => Task.FromResult(database.Text("SELECT NextTimeZone FROM Installation").Length > 0),
                1_500,
                "rebuild",
                "--time-zone",
                "America/New_York"
            );

            await using (var next = TestDatabase.OverInZone(database.Options, zone: null))
            {
                if (await Record.ExceptionAsync(() => next.Get<DatabasePreparation>().RunAsync(Token)) is { } refusal)
                    Assert.Contains("`rebuild --time-zone Asia/Shanghai` to go back", refusal.Message, StringComparison.Ordinal);
                else
                    Assert.Empty(await next.Get<MetricsAudit>().VerifyAsync(Token));
            }
            await using (var back = TestDatabase.Over(database.Options))
                await back.Get<TimeZoneChange>().RunAsync(SampleData.Shanghai, Token);
            await using var again = TestDatabase.Over(database.Options);
            await again.Get<DatabasePreparation>().RunAsync(Token);
            Assert.Empty(await again.Get<MetricsAudit>().VerifyAsync(Token));
            Assert.Equal("3000", database.Text("SELECT count(*) FROM Records WHERE AcceptedDay = (SELECT min(AcceptedDay) FROM Records)"));
        }
    }

    [Fact]
    public async Task Move_Killed_LeavesTheSourceAndAnEmptyOrACompleteTarget()
    {
        var database = await CreateAsync();
        for (var i = 0; i < s_kills; i++)
        {
            await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
            await KillAsync(database, () => IsConnectedAsync(target), 3_000, "move", "--to", target.Options.ConnectionString);

            Assert.Equal("before", database.Word());
            Assert.Contains(await CountAsync(target), (long[])[0, Rows + 1]);
        }
    }

    private async Task<PortalFile> CreateAsync()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        // 30 MB, so that copying takes a while.
        database.Execute(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows})
            INSERT INTO ImportProfiles (Name, Kind, MappingJson) SELECT 'bulk ' || i, 2, hex(randomblob(50000)) FROM n
            """
        );
        return database;
    }

    /// <summary>Starts the command, waits until its work has begun, and kills it some milliseconds later.</summary>
    private async Task KillAsync(PortalFile database, Func<Task<bool>> hasBegun, int atMostLater, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [PortalProcess.Binary, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__Portal"] = database.Options.ConnectionString;
        start.Environment["Portal__KeyFile"] = KeyPath;
        using var process = Process.Start(start)!;
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!process.HasExited && !await hasBegun())
            await again.WaitForNextTickAsync(Token);
        var last = TimeSpan.FromMilliseconds(_random.Next(atMostLater));
        var begun = Stopwatch.StartNew();
        while (!process.HasExited && begun.Elapsed < last)
            await again.WaitForNextTickAsync(Token);
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    private static Task<bool> Exists(string file) => Task.FromResult(File.Exists(file));

    private static async Task<bool> IsConnectedAsync(TestStore target)
    {
        await using var connection = new NpgsqlConnection((await PostgresServer.GetAsync()).ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = $1", connection);
        command.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(target.Options.ConnectionString).Database });
        return await command.ExecuteScalarAsync(Token) is > 0L;
    }

    /// <summary>The rows of the table with the bulk in the target; 0 without a table.</summary>
    private static async Task<long> CountAsync(TestStore target)
    {
        await using var connection = new NpgsqlConnection(target.Options.ConnectionString);
        await connection.OpenAsync(Token);
        await using var exists = new NpgsqlCommand("SELECT to_regclass('\"ImportProfiles\"') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(Token) is false)
            return 0;
        await using var count = new NpgsqlCommand("SELECT count(*) FROM \"ImportProfiles\"", connection);
        return (long)(await count.ExecuteScalarAsync(Token))!;
    }

    /// <summary>What a start does: it opens the key file. Then unwraps the stored key, or stores a wrapped one.</summary>
    private async Task OpenKeysAsync(PortalFile database)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(database.Options, SampleData.Shanghai)
            .AddSingleton(new KeyFileOptions(KeyPath))
            .BuildServiceProvider();
        var file = await services.GetRequiredService<CookieKeys>().OpenAsync(Token);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        if (await db.DataProtectionKeys.SingleOrDefaultAsync(Token) is { } stored)
        {
            Assert.Equal("secret", file.Unwrap(XElement.Parse(stored.Xml!).Value));
            return;
        }
        db.DataProtectionKeys.Add(
            new() { FriendlyName = "key", Xml = $"<key><keyFile fingerprint=\"{file.Fingerprint}\">{file.Wrap("secret")}</keyFile></key>" }
        );
        await db.SaveChangesAsync(Token);
    }

    private static IEnumerable<string> Originals(PortalFile database) =>
        Directory
            .GetFiles(Path.GetDirectoryName(database.Path)!, "portal.db.before-restore.*")
            .Where(file => int.TryParse(file.Split('.')[^1], CultureInfo.InvariantCulture, out _))
            .OrderBy(file => int.Parse(file.Split('.')[^1], CultureInfo.InvariantCulture))
            .Select(file => new PortalFile(file).Word());
}
