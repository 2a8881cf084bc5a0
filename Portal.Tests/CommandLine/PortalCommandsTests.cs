using Portal.CommandLine;

namespace Portal.Tests.CommandLine;

public sealed class PortalCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-commands-").FullName;

    private string Database => $"--ConnectionStrings:Portal=Data Source={_folder}/portal.db;Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bogus")]
    [InlineData("import", "nonsense", "x.csv")]
    [InlineData("backup")]
    [InlineData("apikey", "create", "--name", "n")]
    public async Task Run_WrongUsage_Is2(params string[] args) => Assert.Equal(2, await PortalCommands.RunAsync(args));

    [Fact]
    public async Task Run_WrongSetting_Is1() => Assert.Equal(1, await PortalCommands.RunAsync(["verify", "--Portal:Database=oracle"]));

    [Fact]
    public async Task Verify_NewDatabase_FindsNoDifference() => Assert.Equal(0, await PortalCommands.RunAsync(["verify", Database]));

    [Fact]
    public async Task ApiKey_ForUnknownUnit_Is1() =>
        Assert.Equal(1, await PortalCommands.RunAsync(["apikey", "create", "--name", "n", "--unit", "nowhere", "--permission", "cases:write", Database]));

    [Fact]
    public async Task Restore_OfABackup_BringsBackWhatWasThere()
    {
        var backup = Path.Combine(_folder, "backup.db");
        Assert.Equal(0, await PortalCommands.RunAsync(["user", "create", "--name", "kept", "--role", "Administrator", "--password", "Right-Away-2014", Database]));
        Assert.Equal(0, await PortalCommands.RunAsync(["backup", backup, Database]));
        Assert.Equal(1, await PortalCommands.RunAsync(["backup", backup, Database]));
        File.Delete(Path.Combine(_folder, "portal.db"));

        Assert.Equal(0, await PortalCommands.RunAsync(["restore", backup, Database]));

        // The name is taken again, so the user is back.
        Assert.Equal(1, await PortalCommands.RunAsync(["user", "create", "--name", "kept", "--role", "Administrator", "--password", "Right-Away-2014", Database]));
    }

    [Fact]
    public async Task Restore_OfADamagedFile_IsRefused()
    {
        var file = Path.Combine(_folder, "damaged.db");
        await File.WriteAllBytesAsync(file, [1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal(1, await PortalCommands.RunAsync(["restore", file, Database]));
    }
}
