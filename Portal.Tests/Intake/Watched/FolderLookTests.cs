using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Watched;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Watched;

/// <summary>
/// Files that a system drops into a watched folder are imported once, when they are complete, and moved into an output folder.
/// </summary>
[Needs(Resource.Database)]
public sealed class FolderLookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task File_Complete_IsImportedUnderTheFoldersNameAndMovedToDone(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        world.Drop("cases.csv", FolderWorld.Rows("1", "2"));

        await world.WorkAsync();

        var batch = Assert.Single(await world.BatchesAsync());
        Assert.Equal(("hall", "cases.csv", ImportStatus.Completed), (batch.CreatedBy, batch.FileName, batch.Status));
        Assert.Equal((2L, null, null), (batch.Created, batch.Origin, batch.StoredPath));
        Assert.Equal(SampleData.StreetId.ToString(System.Globalization.CultureInfo.InvariantCulture), batch.Scope);
        Assert.Equal(["done/cases.csv"], world.Files);
        Assert.Equal(FolderWorld.Rows("1", "2"), await File.ReadAllTextAsync(world.PathOf("done", "cases.csv"), Token));
        Assert.Empty(world.Copies());
    }

    [Fact]
    public async Task File_HalfWritten_IsNotTaken()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        await world.LookAsync();
        Assert.False((await world.LookAsync()).IsBusy); // two looks at the same moment say nothing

        await File.AppendAllTextAsync(world.PathOf("cases.csv"), FolderWorld.Rows("2")[^20..], Token);
        world.Database.Clock.Advance(FolderLook.Unchanged);
        await world.LookAsync();
        Assert.Empty(await world.BatchesAsync()); // it grew between the two looks

        File.SetLastWriteTimeUtc(world.PathOf("cases.csv"), new DateTime(2014, 10, 8, 1, 0, 0, DateTimeKind.Utc));
        world.Database.Clock.Advance(FolderLook.Unchanged);
        await world.LookAsync();
        Assert.Empty(await world.BatchesAsync()); // written anew, as long as before

        world.Database.Clock.Advance(FolderLook.Unchanged);
        Assert.True((await world.LookAsync()).IsBusy);
        Assert.Single(await world.BatchesAsync());
    }

    [Fact]
    public async Task File_OpenForWriting_IsNotTaken()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        await using (new FileStream(world.PathOf("cases.csv"), FileMode.Open, FileAccess.Write, FileShare.None))
        {
            await world.LookTwiceAsync();
            Assert.Empty(await world.BatchesAsync());
        }

        await world.LookAsync();

        Assert.Single(await world.BatchesAsync());
    }

    [Theory]
    [InlineData(".cases.csv")]
    [InlineData("cases.csv.tmp")]
    [InlineData("cases.csv.PART")]
    [InlineData("cases.csv.filepart")]
    public async Task File_WithTheNameOfAnUnfinishedOne_IsLeftAlone(string name)
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Drop(name, FolderWorld.Rows("1"));
        world.Drop("empty.csv", "");

        await world.WorkAsync();

        Assert.Empty(await world.BatchesAsync());
        Assert.Equal(new[] { name, "empty.csv" }.Order(StringComparer.Ordinal), world.Files);
    }

    [Theory, Databases]
    public async Task Process_KilledBetweenImportAndMove_LeavesOneImport(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        world.Drop("cases.csv", FolderWorld.Rows("1") + "s,2,nowhere,x,2014-10-08\n");
        await world.LookTwiceAsync();
        await world.RunAsync(); // and here the process dies
        Assert.Equal(["cases.csv"], world.Files);

        world.Seen = new();
        await world.WorkAsync();

        Assert.Single(await world.BatchesAsync());
        Assert.Equal(1, await world.RecordsAsync());
        Assert.Equal(["rejected/cases.csv", "rejected/cases.rejected.csv"], world.Files);
    }

    [Theory, Databases]
    public async Task Process_KilledBetweenTakingAndImport_LeavesTheImportToTheNext(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        await world.LookTwiceAsync();

        world.Seen = new();
        await world.LookTwiceAsync();
        await world.WorkAsync();
        await world.RunAsync();
        await world.LookAsync();

        Assert.Single(await world.BatchesAsync());
        Assert.Equal((1, "done/cases.csv"), (await world.RecordsAsync(), Assert.Single(world.Files)));
    }

    [Theory, Databases]
    public async Task Process_KilledAfterTheMove_LeavesNoSecondImport_AndTheSameFileMayComeAgain(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        await world.LookTwiceAsync();
        await world.RunAsync();
        Directory.CreateDirectory(world.PathOf("done"));
        File.Move(world.PathOf("cases.csv"), world.PathOf("done", "cases.csv")); // moved, and died before the store knew

        await world.LookAsync();
        Assert.NotNull(Assert.Single(await world.BatchesAsync()).Origin);
        world.Database.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.LookAsync();
        Assert.Null(Assert.Single(await world.BatchesAsync()).Origin);

        File.Move(world.PathOf("done", "cases.csv"), world.PathOf("cases.csv")); // sent again on purpose, with its old time
        await world.WorkAsync();
        Assert.Equal([1L, 0L], (await world.BatchesAsync()).Select(b => b.Created));
        Assert.Equal(["done/cases.csv"], world.Files);
    }

    [Theory, Databases]
    public async Task Processes_LookingAtOnce_TakeAFileOnce(DatabaseKind kind)
    {
        await using var world = await FolderWorld.CreateAsync(kind);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        var processes = Enumerable
            .Range(0, kind == DatabaseKind.Sqlite ? 1 : 4) // a file has one process
            .Select(at => (Look: (at == 0 ? world.Database : world.Another()).Get<FolderLook>(), Seen: new SeenFiles()))
            .ToList();
        await Task.WhenAll(processes.Select(p => p.Look.LookAsync(world.Folder, p.Seen, Token)));
        world.Database.Clock.Advance(FolderLook.Unchanged);
        foreach (var other in world.Others)
            other.Clock.Advance(FolderLook.Unchanged);

        await AllLookAsync();
        var batch = Assert.Single(await world.BatchesAsync());
        Assert.Equal(batch.StoredPath, Assert.Single(world.Copies())); // the copies of the others are gone
        await world.RunAsync();
        await AllLookAsync();

        Assert.Single(await world.BatchesAsync());
        Assert.Equal(["done/cases.csv"], world.Files);

        Task AllLookAsync() => Task.WhenAll(processes.Select(p => Task.Run(() => p.Look.LookAsync(world.Folder, p.Seen, Token), Token)));
    }

    [Fact]
    public async Task Files_OfAFolder_AreImportedInTheOrderInWhichTheyWereWritten()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Drop("a.csv", FolderWorld.Rows("2"));
        world.Drop("b.csv", FolderWorld.Rows("1"));
        File.SetLastWriteTimeUtc(world.PathOf("b.csv"), DateTime.UnixEpoch);

        await world.LookTwiceAsync();
        Assert.Equal(["b.csv"], (await world.BatchesAsync()).Select(b => b.FileName)); // the other waits for it
        await world.WorkAsync();
        await world.RunAsync();
        await world.WorkAsync();

        Assert.Equal(["b.csv", "a.csv"], (await world.BatchesAsync()).Select(b => b.FileName));
    }

    [Fact]
    public async Task File_WrittenAnewDuringItsImport_IsAnotherFile()
    {
        await using var world = await FolderWorld.CreateAsync(TestStore.Usual);
        world.Drop("cases.csv", FolderWorld.Rows("1"));
        await world.LookTwiceAsync();
        world.Drop("cases.csv", FolderWorld.Rows("1", "2"));
        await world.RunAsync();

        await world.WorkAsync();
        await world.RunAsync();
        await world.LookAsync();

        Assert.Equal([1L, 2L], (await world.BatchesAsync()).Select(b => b.Received));
        Assert.Equal((2, "done/cases.csv"), (await world.RecordsAsync(), Assert.Single(world.Files)));
    }
}
