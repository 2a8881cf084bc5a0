using System.Globalization;
using System.Text;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Watched;

/// <summary>Where files of a watched folder are put, what lies beside them, and what never happens to other files.</summary>
[Needs(Resource.Database)]
public sealed class OutputFolderTests
{
    private const string Wrong = "s,9,nowhere,x,2014-10-08\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task File_WithRejectedRows_HasThemBesideItInItsOwnColumns(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        var office = Actors.Of("office", Role.EfficiencyOffice, SampleData.StreetId);
        var mapping = ProfileJson.Read(
            """
            { "ignore": ["Note"], "fields": { "caseNo": { "column": "No" }, "unitCode": { "column": "Office" },
              "itemCode": { "column": "Service" }, "acceptedAt": { "column": "Opened" } } }
            """
        );
        await world.Database.Get<ImportProfiles>().SaveAsync(office, "hall", RecordStream.Cases, mapping, Token);
        world.Folder = world.Folder with { Profile = "hall", Source = "hall-system" };
        var good = $"1,{SampleData.Community},{SampleData.Licence},2014-10-08,\n";
        world.Drop("cases.csv", "No,Office,Service,Opened,Note\n" + good + $"2,nowhere,{SampleData.Licence},2014-10-08,why\n");

        await world.WorkAsync();

        Assert.Equal(["rejected/cases.csv", "rejected/cases.rejected.csv"], world.Files);
        var lines = await File.ReadAllLinesAsync(world.PathOf("rejected", "cases.rejected.csv"), Token);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("No,Office,Service,Opened,Note,错误/errors", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"2,nowhere,{SampleData.Licence},2014-10-08,why,unitCode: ", lines[1], StringComparison.Ordinal);

        // Mended and dropped again it is taken.
        world.Drop("cases.rejected.csv", string.Join('\n', lines).Replace("nowhere", SampleData.Community, StringComparison.Ordinal));
        await world.WorkAsync();
        Assert.Equal(2, await world.RecordsAsync());
        Assert.Contains("done/cases.rejected.csv", world.Files);
    }

    [Fact]
    public async Task File_RefusedAsAWhole_IsMovedToFailedWithTheReason()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual, mostBytes: 1_000);
        world.Drop("colours.csv", "colour\nred\n");
        world.Drop("large.csv", FolderWorld.Rows([.. Enumerable.Range(0, 100).Select(n => n.ToString(CultureInfo.InvariantCulture))]));

        await world.WorkAsync();

        Assert.Equal(["failed/colours.csv", "failed/colours.reason.txt", "failed/large.csv", "failed/large.reason.txt"], world.Files);
        Assert.Contains(
            "colour",
            await File.ReadAllTextAsync(world.PathOf("failed", "colours.reason.txt"), Token),
            StringComparison.Ordinal
        );
        Assert.All(await world.BatchesAsync(), batch => Assert.Equal((ImportStatus.Failed, null), (batch.Status, batch.StoredPath)));
        Assert.Empty(world.Copies());
    }

    [Fact]
    public async Task Names_ThatExist_GetANumber_AndNothingIsOverwritten()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        foreach (
            var (output, name) in new[] { ("done", "a.csv"), ("done", "a-2.csv"), ("rejected", "b.csv"), ("rejected", "b-2.rejected.csv") }
        )
        {
            Directory.CreateDirectory(world.PathOf(output));
            await File.WriteAllTextAsync(world.PathOf(output, name), "kept", Token);
        }
        world.Drop("a.csv", FolderWorld.Rows("1"));
        world.Drop("b.csv", FolderWorld.Rows("2") + Wrong);

        await world.WorkAsync();

        Assert.Equal(
            [
                "done/a-2.csv",
                "done/a-3.csv",
                "done/a.csv",
                "rejected/b-2.rejected.csv",
                "rejected/b-3.csv",
                "rejected/b-3.rejected.csv",
                "rejected/b.csv",
            ],
            world.Files
        );
        Assert.Equal("kept", await File.ReadAllTextAsync(world.PathOf("done", "a.csv"), Token));
        Assert.Equal("kept", await File.ReadAllTextAsync(world.PathOf("rejected", "b-2.rejected.csv"), Token));
    }

    [Theory]
    [InlineData("a\nb.csv")]
    [InlineData("a\\..\\..\\b.csv")]
    [InlineData("-rf; echo.csv")]
    [InlineData("%2e%2e%2f.csv")]
    [InlineData("no ending")]
    [InlineData("CON")]
    public async Task Name_Hostile_IsOnlyAName(string name)
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Drop(name, FolderWorld.Rows("1") + Wrong);

        await world.WorkAsync();

        var stem = Path.GetFileNameWithoutExtension(name);
        Assert.Equal(new[] { $"rejected/{name}", $"rejected/{stem}.rejected.csv" }.Order(StringComparer.Ordinal), world.Files);
        Assert.Equal(name, Assert.Single(await world.BatchesAsync()).FileName);
    }

    [Fact]
    public async Task Name_AsLongAsTheDiskTakes_IsShortenedWhereMoreIsAdded()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        var name = new string('件', 83) + ".csv"; // 253 bytes
        Directory.CreateDirectory(world.PathOf("rejected"));
        await File.WriteAllTextAsync(world.PathOf("rejected", name), "kept", Token);
        world.Drop(name, FolderWorld.Rows("1") + Wrong);

        await world.WorkAsync();

        Assert.Equal(
            [$"rejected/{name}", $"rejected/{new string('件', 83)}-2.csv", $"rejected/{new string('件', 80)}-2.rejected.csv"],
            world.Files.OrderBy(file => file.Length)
        );
        Assert.All(world.Files, file => Assert.InRange(Encoding.UTF8.GetByteCount(Path.GetFileName(file)), 1, 255));
    }

    [Fact]
    public async Task Link_IsNotFollowed_NeitherToAFileNorOutOfTheFolder()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        var outside = Directory.CreateDirectory(world.PathOf("..", "outside"));
        var secret = Path.Combine(outside.FullName, "secret.csv");
        await File.WriteAllTextAsync(secret, FolderWorld.Rows("1"), Token);
        File.CreateSymbolicLink(world.PathOf("link.csv"), secret);

        await world.WorkAsync();
        Assert.Empty(await world.BatchesAsync());
        Assert.NotNull(new FileInfo(world.PathOf("link.csv")).LinkTarget);

        Directory.CreateSymbolicLink(world.PathOf("done"), outside.FullName);
        world.Drop("cases.csv", FolderWorld.Rows("2"));
        Assert.Equal(FolderProblem.Linked, (await world.LookTwiceAsync()).Problem);
        Assert.Equal(["secret.csv"], outside.EnumerateFiles().Select(file => file.Name));
        Assert.Empty(await world.BatchesAsync());
    }

    [Fact]
    public async Task Folder_ReachedByALink_IsWatched()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        var link = world.PathOf("..", "drop");
        Directory.CreateSymbolicLink(link, world.Folder.Path);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        world.Folder = new WatchedFolder(Path.GetFullPath(link), RecordStream.Cases, SampleData.Street);

        await world.WorkAsync();

        Assert.Equal("drop", Assert.Single(await world.BatchesAsync()).CreatedBy);
    }

    [Theory, Databases]
    public async Task Folder_ThatDisappears_IsToldAndTakenUpAgain(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        var states = world.Database.Get<FolderStates>();
        Directory.Move(world.Folder.Path, world.Folder.Path + "-away");
        var missing = (await world.LookAsync()).Problem;
        Assert.Equal(FolderProblem.Missing, missing);
        await states.SetAsync(world.Folder, missing, Token);
        Assert.Equal([(world.Folder, FolderProblem.Missing)], await states.ProblemsAsync([world.Folder], Token));

        Directory.Move(world.Folder.Path + "-away", world.Folder.Path);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        await states.SetAsync(world.Folder, (await world.LookAsync()).Problem, Token);
        await world.WorkAsync();

        Assert.Empty(await states.ProblemsAsync([world.Folder], Token));
        Assert.Equal(["done/cases.csv"], world.Files);
    }

    [Fact]
    public async Task Folder_OfAnUnknownUnitOrProfile_LeavesItsFilesUntilThatIsMended()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        var usual = world.Folder;
        world.Drop("cases.csv", FolderWorld.Rows("1"));

        world.Folder = new WatchedFolder(usual.Path, RecordStream.Cases, "nowhere");
        Assert.Equal(FolderProblem.UnknownUnit, (await world.LookTwiceAsync()).Problem);
        world.Folder = usual with { Profile = "nothing" };
        Assert.Equal(FolderProblem.UnknownProfile, (await world.LookTwiceAsync()).Problem);
        Assert.Equal(["cases.csv"], world.Files);

        world.Folder = usual;
        await world.WorkAsync();
        Assert.Equal(["done/cases.csv"], world.Files);
    }

    [Fact]
    public async Task Rows_ForUnitsOutsideTheFoldersUnit_AreRejected()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Folder = new WatchedFolder(world.Folder.Path, RecordStream.Cases, SampleData.OtherStreet);
        world.Drop("cases.csv", FolderWorld.Rows("1"));

        await world.WorkAsync();

        Assert.Equal(0, await world.RecordsAsync());
        Assert.Contains("rejected/cases.csv", world.Files);
    }
}
