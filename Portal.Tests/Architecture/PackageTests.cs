using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

public sealed class PackageTests
{
    [Theory, MemberData(nameof(Floors))]
    public void Package_AsRestored_IsNoOlderThanItsFloor(string package, string floor)
    {
        var tooOld = Restored().Where(r => r.Package == package && Version.Parse(r.Version.Split('-')[0]) < Version.Parse(floor));
        Broken.None(tooOld.Select(r => $"{r.Project}: {r.Version}"));
        Assert.Contains(Restored(), r => r.Package == package);
    }

    /// <summary>The documentation gives the purpose, the reason of the choice and the licence of every package.</summary>
    [Fact]
    public void Packages_OfAllProjects_AreExplained()
    {
        var explained = File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "dependencies.md"));
        var packages = XDocument
            .Load(Path.Combine(TestFiles.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(v => (string)v.Attribute("Include")!);
        Broken.None(packages.Where(p => !explained.Contains(p, StringComparison.Ordinal)));
    }

    [Fact]
    public void Sqlite_AsLoaded_IsNewerThanItsKnownHole()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Assert.True(
            Version.Parse(connection.ServerVersion) >= new Version(3, 50, 2),
            $"SQLite {connection.ServerVersion} has CVE-2025-6965."
        );
    }

    /// <summary>Package and lowest version, from the floor file.</summary>
    public static TheoryData<string, string> Floors()
    {
        var rows = File.ReadLines(Path.Combine(TestFiles.Root, "eng", "version-floors.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return [.. rows.Select(fields => (fields[0], fields[1]))];
    }

    private static IEnumerable<(string Project, string Package, string Version)> Restored() =>
        from file in Directory.GetFiles(
            TestFiles.Root,
            "project.assets.json",
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }
        )
        from library in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("libraries").EnumerateObject()
        where library.Value.GetProperty("type").ValueEquals("package")
        let parts = library.Name.Split('/')
        select (file, parts[0], parts[1]);
}
