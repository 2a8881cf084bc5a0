using Microsoft.Extensions.Configuration;
using Portal.Domain.Records;
using Portal.Jobs.Hosting;

namespace Portal.Tests.Settings;

/// <summary>The settings of watched folders.</summary>
public sealed class WatchedSettingsTests : IDisposable
{
    private const string First = "Portal:Imports:Watched:0:";
    private const string Second = "Portal:Imports:Watched:1:";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("portal-settings-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Read_NoFolder_WatchesNone() => Assert.Empty(Read().Watched.Folders);

    [Fact]
    public void Read_Folders_HasEachWithItsOwn()
    {
        var folders = Read(
            (First + "Folder", _root.FullName + "/"),
            (First + "Stream", "Appeals"),
            (First + "Unit", "350103"),
            (First + "Profile", "12345"),
            (First + "Source", "hotline"),
            (Second + "Folder", "drop/here"),
            (Second + "Stream", "cases"),
            (Second + "Unit", "350103001")
        ).Watched.Folders;

        Assert.Equal(
            [
                (_root.FullName, RecordStream.Appeals, "350103"),
                (Path.Combine(PortalFolder.Root, "drop/here"), RecordStream.Cases, "350103001"),
            ],
            folders.Select(f => (f.Path, f.Stream, f.Unit))
        );
        Assert.Equal([("12345", "hotline", _root.Name), (null, null, "here")], folders.Select(f => (f.Profile, f.Source, f.Name)));
    }

    [Fact]
    public void Read_Wrong_NamesEveryKeyAtOnce()
    {
        var inside = _root.CreateSubdirectory("inside").FullName;
        var wrong = Assert.Throws<SettingsException>(() =>
            Read(
                (First + "Folder", _root.FullName),
                (First + "Stream", "complaints"),
                (First + "Folders", "x"),
                (First + "Unit", "350103"),
                (First + "Profile", new string('p', 65)),
                (Second + "Folder", inside)
            )
        );

        Assert.Equal(
            [First + "Folders", First + "Stream", First + "Profile", Second + "Stream", Second + "Unit", Second + "Folder"],
            wrong.Problems.Select(p => p[..p.IndexOf(": expected", StringComparison.Ordinal)])
        );
    }

    [Fact]
    public void Folder_ThatIsMissing_IsRefusedWhereJobsRun_AndOtherWrongSettingsWithIt()
    {
        (string, string)[] settings =
        [
            (First + "Folder", Path.Combine(_root.FullName, "away")),
            (First + "Stream", "cases"),
            (First + "Unit", "350103"),
            ("Jobs:Workers", "0"),
        ];

        var wrong = Assert.Throws<SettingsException>(() => Read(settings, WatchedSettings.CheckFolders));
        Assert.Equal(
            ["Jobs:Workers", First + "Folder"],
            wrong.Problems.Select(p => p[..p.IndexOf(": expected", StringComparison.Ordinal)])
        );
        Assert.Single(Assert.Throws<SettingsException>(() => Read(settings)).Problems); // a process without jobs needs no folder
    }

    [Fact]
    public void Folder_WithAFileInItsPlace_IsRefused_AndAUsableOneIsLeftAsItIs()
    {
        var file = Path.Combine(_root.FullName, "file");
        File.WriteAllText(file, "");
        (string, string)[] settings = [(First + "Folder", file), (First + "Stream", "cases"), (First + "Unit", "350103")];
        Assert.Throws<SettingsException>(() => Read(settings, WatchedSettings.CheckFolders));

        File.Delete(file);
        settings[0] = (First + "Folder", _root.FullName);
        Read(settings, WatchedSettings.CheckFolders);
        Assert.Empty(_root.GetFileSystemInfos());
    }

    private static PortalSettings Read(params (string Key, string Value)[] settings) => Read(settings, readMore: null);

    private static PortalSettings Read((string Key, string Value)[] settings, Action<SettingsReader>? readMore) =>
        PortalSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(),
            development: false,
            readMore
        );
}
