using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Watched;

/// <summary>A watched folder over a database of its own, and a process that looks into it.</summary>
internal sealed class FolderWorld : IAsyncDisposable
{
    private const string Heading = "source,caseNo,unitCode,itemCode,acceptedAt\n";

    private readonly DirectoryInfo _root;
    private readonly List<TestDatabase> _others = [];

    private FolderWorld(DirectoryInfo root, TestDatabase database)
    {
        (_root, Database) = (root, database);
        Folder = new WatchedFolder(Path.Combine(root.FullName, "hall"), RecordStream.Cases, SampleData.Street);
        Directory.CreateDirectory(Folder.Path);
    }

    public TestDatabase Database { get; }

    public WatchedFolder Folder { get; set; }

    /// <summary>What the process saw so far; a new one stands for a process that was started anew.</summary>
    public SeenFiles Seen { get; set; } = new();

    /// <summary>The processes beside the first.</summary>
    public IReadOnlyList<TestDatabase> Others => _others;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<FolderWorld> CreateAsync(DatabaseKind kind, long mostBytes = ImportStoreOptions.DefaultMostBytes)
    {
        var root = Directory.CreateTempSubdirectory("portal-watched-");
        return new(root, await TestDatabase.CreateSeededAsync(kind, services => services.AddSingleton(StoreOf(root, mostBytes))));
    }

    public static string Rows(params string[] caseNos) =>
        Heading + string.Concat(caseNos.Select(no => $"s,{no},{SampleData.Community},{SampleData.Licence},2014-10-08\n"));

    /// <summary>Writes a file as a program that finishes it at once does.</summary>
    public void Drop(string name, string text) => File.WriteAllText(PathOf(name), text);

    public string PathOf(params string[] parts) => Path.Combine([Folder.Path, .. parts]);

    /// <summary>The names of all files in the folder and those within it, each with the name of its folder.</summary>
    public IEnumerable<string> Files =>
        Directory
            .EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder.Path, file))
            .Order(StringComparer.Ordinal);

    public Task<FolderLookResult> LookAsync() => Database.Get<FolderLook>().LookAsync(Folder, Seen, Token);

    /// <summary>The services as one more process has them, over the same database and folders.</summary>
    public TestDatabase Another()
    {
        var another = TestDatabase.Over(
            Database.Options,
            services => services.AddSingleton(StoreOf(_root, ImportStoreOptions.DefaultMostBytes))
        );
        _others.Add(another);
        return another;
    }

    /// <summary>Two looks between which nothing changes, and the time that has to lie between them.</summary>
    public async Task<FolderLookResult> LookTwiceAsync()
    {
        await LookAsync();
        Database.Clock.Advance(FolderLook.Unchanged);
        return await LookAsync();
    }

    /// <summary>Runs the imports that wait, as jobs do.</summary>
    public async Task RunAsync()
    {
        foreach (var id in await Database.Get<ImportBatches>().QueuedAsync(Token))
            await Database.Get<ImportRunner>().RunAsync(id, Token);
    }

    /// <summary>Takes the complete files, imports them and puts them away, until nothing is left to do.</summary>
    public async Task WorkAsync()
    {
        await LookAsync();
        Database.Clock.Advance(FolderLook.Unchanged);
        while ((await LookAsync()).IsBusy)
            await RunAsync();
    }

    /// <summary>The imports so far, the first in front.</summary>
    public async Task<IReadOnlyList<ImportBatch>> BatchesAsync() =>
        [.. (await Database.Get<ImportBatches>().LatestAsync(Actor.System, cancellation: Token)).OrderBy(b => b.Id)];

    public async Task<int> RecordsAsync()
    {
        await using var db = Database.Open();
        return await db.Records.CountAsync(Token);
    }

    /// <summary>The names of files that uploads and copies left in the store of imports.</summary>
    public IReadOnlyList<string> Copies() => [.. Database.Get<ImportStore>().All().Select(file => file.Name)];

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        await Database.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static ImportStoreOptions StoreOf(DirectoryInfo root, long mostBytes) => new(Path.Combine(root.FullName, "imports"), mostBytes);
}
