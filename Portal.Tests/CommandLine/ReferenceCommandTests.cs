using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Intake.Reference;
using Portal.Tests.Support;

namespace Portal.Tests.CommandLine;

/// <summary><c>import units|items|calendar</c> with profiles, and <c>profile import</c> for them.</summary>
[Needs(Resource.Database)]
public sealed class ReferenceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, Databases]
    public async Task Import_OfUnits_GoesByAStoredProfile(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateMigratedAsync(kind);
        var profile = File("theirs.json", """{"fields":{"code":{"column":"号"},"name":{"column":"称"},"kind":{"constant":"district"}}}""");
        var units = File("units.csv", "号,称\n３５０１０３,台江区\n");
        Assert.Equal(1, await RunAsync(store, "import", "units", units));
        Assert.Equal(1, await RunAsync(store, "import", "units", units, "--profile", "theirs"));
        Assert.Equal(0, await RunAsync(store, "profile", "import", profile, "--stream", "units"));
        Assert.Equal(0, await RunAsync(store, "profile", "list"));
        Assert.Equal(1, await RunAsync(store, "import", "items", units, "--profile", "theirs"));

        Assert.Equal(0, await RunAsync(store, "import", "units", units, "--profile", "theirs", "--dry-run"));
        Assert.Empty(await LinesAsync(store, ReferenceKind.Units));
        Assert.Equal(0, await RunAsync(store, "import", "units", units, "--profile", "theirs"));
        Assert.Equal(["350103,台江区,district,,,,"], await LinesAsync(store, ReferenceKind.Units));
    }

    [Fact]
    public async Task Import_OfTheCalendar_TakesYearFilesAndGuesses()
    {
        await using var store = await TestStore.CreateMigratedAsync(TestStore.Usual);
        var year = File("2027.json", """{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}""");
        Assert.Equal(0, await RunAsync(store, "import", "calendar", year, "--profile", "holiday-cn"));
        Assert.Equal(0, await RunAsync(store, "import", "calendar", File("d.csv", "日子,班休\n2027-01-03,补班\n"), "--guess"));
        Assert.Equal(1, await RunAsync(store, "import", "calendar", File("x.csv", "日子,班休\n2027-01-04,unknown\n"), "--guess"));
        Assert.Equal(["2027-01-01,rest,元旦,", "2027-01-03,work,,"], await LinesAsync(store, ReferenceKind.Calendar));
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static Task<int> RunAsync(TestStore store, params string[] args) =>
        PortalCommands.RunAsync([.. args, .. store.Settings.Select(s => $"--{s.Key}={s.Value}")]);

    private static async Task<string[]> LinesAsync(TestStore store, ReferenceKind kind)
    {
        await using var database = TestDatabase.Over(store.Options);
        return await database.LinesAsync(kind);
    }
}
