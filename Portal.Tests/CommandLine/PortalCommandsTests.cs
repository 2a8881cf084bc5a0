using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.CommandLine;

public sealed class PortalCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-commands-").FullName;

    /// <summary>A file, since backing up and restoring are about it.</summary>
    private string Database => $"--ConnectionStrings:Portal=Data Source={_folder}/portal.db;Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bogus")]
    [InlineData("import", "nonsense", "x.csv")]
    [InlineData("backup")]
    [InlineData("apikey", "create", "--name", "n")]
    public async Task Run_WrongUsage_Is2(params string[] args) => Assert.Equal(2, await PortalCommands.RunAsync(args));

    /// <summary>--help prints the help and starts nothing.</summary>
    [Theory]
    [InlineData("serve", "--help")]
    [InlineData("serve", "-h")]
    [InlineData("serve", "--Portal:Demo=true", "--help")]
    [InlineData("--Portal:Demo=true", "--help")]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("import", "--help")]
    [InlineData("report", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("rebuild", "--help")]
    [InlineData("backup", "--help")]
    [InlineData("restore", "--help")]
    [InlineData("move", "--help")]
    [InlineData("apikey", "create", "--help")]
    [InlineData("user", "create", "--help")]
    [InlineData("renew-keys", "--help")]
    [InlineData("profile", "--help")]
    [InlineData("demo", "--help")]
    public async Task Run_Help_StartsNothing(params string[] args)
    {
        var running = PortalCommands.RunAsync([args[0], Database, .. args[1..]]);

        Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Run_WrongSetting_Is1() => Assert.Equal(1, await PortalCommands.RunAsync(["verify", "--Portal:Database=oracle"]));

    [Theory, Databases]
    public async Task Verify_NewDatabase_FindsNoDifference(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateMigratedAsync(kind);
        Assert.Equal(0, await PortalCommands.RunAsync(["verify", .. Settings(store)]));
    }

    [Theory, Databases]
    public async Task ApiKey_ForUnknownUnit_Is1(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateMigratedAsync(kind);
        Assert.Equal(
            1,
            await PortalCommands.RunAsync([
                "apikey",
                "create",
                "--name",
                "n",
                "--unit",
                "nowhere",
                "--permission",
                "cases:write",
                .. Settings(store),
            ])
        );
    }

    [Theory, Databases]
    public async Task ApiKey_MadeForSources_HoldsTheirNamesForItsUnit(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        Assert.Equal(
            0,
            await PortalCommands.RunAsync([
                "apikey",
                "create",
                "--name",
                "hotline",
                "--unit",
                SampleData.Street,
                "--source",
                "hotline",
                "--source",
                "window",
                "--permission",
                "cases:write",
                $"--Portal:Database={kind}",
                $"--ConnectionStrings:Portal={database.Options.ConnectionString}",
                $"--Portal:KeyFile={_folder}/portal.key",
            ])
        );

        await using var db = database.Open();
        var names = await db.SourceNames.OrderBy(n => n.Name).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("hotline", SampleData.StreetId), ("window", SampleData.StreetId)], names.Select(n => (n.Name, n.UnitId!.Value)));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Import_OfWhatMayNotBeRead_Is1()
    {
        await CreateDatabaseAsync();
        Assert.Equal(1, await PortalCommands.RunAsync(["import", "cases", _folder, Database]));
    }

    /// <summary>A device never ends, and has no length.</summary>
    [Theory]
    [InlineData("import", "cases", "/dev/zero")]
    [InlineData("import", "items", "/dev/zero")]
    [InlineData("profile", "import", "/dev/zero")]
    [Needs(Resource.Database)]
    public async Task Command_OfADevice_Is1(params string[] command)
    {
        await CreateDatabaseAsync();
        var running = PortalCommands.RunAsync([.. command, Database]);
        Assert.Equal(1, await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("demo")]
    [InlineData("renew-keys")]
    [InlineData("user", "create", "--name", "n", "--role", "Administrator", "--password", "Right-Away-2014")]
    public async Task Command_InProductionWhereThereIsNoDatabase_Is1AndMakesNone(params string[] command)
    {
        Assert.Equal(1, await PortalCommands.RunAsync([.. command, Database]));
        Assert.False(File.Exists(Path.Combine(_folder, "portal.db")));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Serve_InProductionWhereThereIsNoDatabase_NeedsToBeTheFirstStart()
    {
        string[] settings = [Database, "--urls=http://127.0.0.1:0", "--Portal:Jobs=false"];
        Assert.Equal(1, await PortalCommands.RunAsync(["serve", .. settings]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));

        await using (await PortalApp.CreateAsync(["--first-start", .. settings], cancellation: TestContext.Current.CancellationToken)) { }

        Assert.True(File.Exists(Path.Combine(_folder, "portal.key")));
        await using var later = await PortalApp.CreateAsync(settings, cancellation: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Host=nowhere")]
    [InlineData("nonsense")]
    public async Task Move_ToWhatIsNoDatabase_Is1(string to) =>
        Assert.Equal(1, await PortalCommands.RunAsync(["move", "--to", to, Database]));

    [Fact]
    [Needs(Resource.Database)]
    public async Task Restore_OfABackup_BringsBackWhatWasThere()
    {
        await CreateDatabaseAsync();
        var backup = Path.Combine(_folder, "backup.db");
        Assert.Equal(
            0,
            await PortalCommands.RunAsync([
                "user",
                "create",
                "--name",
                "kept",
                "--role",
                "Administrator",
                "--password",
                "Right-Away-2014",
                Database,
            ])
        );
        Assert.Equal(0, await PortalCommands.RunAsync(["backup", backup, Database]));
        Assert.Equal(1, await PortalCommands.RunAsync(["backup", backup, Database]));
        File.Delete(Path.Combine(_folder, "portal.db"));

        Assert.Equal(0, await PortalCommands.RunAsync(["restore", backup, Database]));

        // The name is taken again, so the user is back.
        Assert.Equal(
            1,
            await PortalCommands.RunAsync([
                "user",
                "create",
                "--name",
                "kept",
                "--role",
                "Administrator",
                "--password",
                "Right-Away-2014",
                Database,
            ])
        );
    }

    [Fact]
    public async Task Restore_OfADamagedFile_IsRefused()
    {
        var file = Path.Combine(_folder, "damaged.db");
        await File.WriteAllBytesAsync(file, [1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal(1, await PortalCommands.RunAsync(["restore", file, Database]));
    }

    private async Task CreateDatabaseAsync() => File.Copy(await DatabaseTemplates.SqliteAsync(), Path.Combine(_folder, "portal.db"));

    private static IEnumerable<string> Settings(TestStore store) => store.Settings.Select(s => $"--{s.Key}={s.Value}");
}
