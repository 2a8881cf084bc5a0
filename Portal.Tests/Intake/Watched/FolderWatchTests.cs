using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Records;
using Portal.Tests.Metrics;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Watched;

/// <summary>The service that looks into the watched folders, and what operators hear of them.</summary>
[Needs(Resource.Database)]
public sealed class FolderWatchTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("portal-watch-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WatchedFolder Folder => new(Path.Combine(_root.FullName, "hall"), RecordStream.Cases, SampleData.Street);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Folder_ThatIsAway_IsLoggedOnce_AndTakenUpWhenItIsBack()
    {
        using var log = new Lines();
        await using var jobs = await WatchedJobs.CreateAsync(services =>
        {
            services.AddSingleton(new WatchedFolderOptions([Folder]));
            services.AddSingleton(new ImportStoreOptions(Path.Combine(_root.FullName, "imports"), 1 << 20));
            services.AddSingleton<ILoggerProvider>(log);
        });
        var states = jobs.Database.Get<FolderStates>();

        await jobs.StartAsync("FolderWatch");
        for (var look = 1; look < 4; look++)
            jobs.Clock.Advance(await jobs.Clock.NextWaitAsync());
        await jobs.Clock.NextWaitAsync();
        Assert.Equal([(Folder, FolderProblem.Missing)], await states.ProblemsAsync([Folder], Token));
        Assert.Single(log.Of("FolderWatch"), line => line.Contains("It is not there.", StringComparison.Ordinal));

        Directory.CreateDirectory(Folder.Path);
        await File.WriteAllTextAsync(Path.Combine(Folder.Path, "cases.csv"), FolderWorld.Rows("1"), Token);
        for (var look = 1; look < 4; look++)
        {
            jobs.Clock.Advance(FolderLook.Unchanged);
            await jobs.Clock.NextWaitAsync();
        }

        Assert.Empty(await states.ProblemsAsync([Folder], Token));
        Assert.Single(log.Of("FolderWatch"), line => line.Contains("imported again", StringComparison.Ordinal));
        Assert.Single(await jobs.Database.Get<ImportBatches>().QueuedAsync(Token));
    }

    /// <summary>The runtime shows such a name, and finds no file by it: the file was passed over without a word.</summary>
    [Fact]
    [Needs(Resource.Process)]
    public async Task File_WithANameInGbk_IsToldOnceAndTheOthersAreTaken()
    {
        using var log = new Lines();
        await using var jobs = await WatchedJobs.CreateAsync(services =>
        {
            services.AddSingleton(new WatchedFolderOptions([Folder]));
            services.AddSingleton(new ImportStoreOptions(Path.Combine(_root.FullName, "imports"), 1 << 20));
            services.AddSingleton<ILoggerProvider>(log);
        });
        Directory.CreateDirectory(Folder.Path);
        await File.WriteAllTextAsync(Path.Combine(Folder.Path, "cases.csv"), FolderWorld.Rows("1"), Token);
        await File.WriteAllTextAsync(Path.Combine(Folder.Path, "\uFFFD.tmp"), "x", Token);
        await ShellAsync("echo x > \"$1/$(printf '\\260\\354.csv')\"");

        await jobs.StartAsync("FolderWatch");
        for (var look = 1; look < 6; look++)
            jobs.Clock.Advance(await jobs.Clock.NextWaitAsync());
        await jobs.Clock.NextWaitAsync();

        Assert.Equal([(Folder, FolderProblem.NameNotUtf8)], await jobs.Database.Get<FolderStates>().ProblemsAsync([Folder], Token));
        Assert.Single(log.Of("FolderWatch"), line => line.Contains("the name of the file", StringComparison.Ordinal));
        Assert.Single(log.Of("FolderWatch"), line => line.Contains("rename them", StringComparison.Ordinal));
        Assert.Single(await jobs.Database.Get<ImportBatches>().QueuedAsync(Token));
        await ShellAsync("rm -- \"$1\"/*"); // the runtime cannot
    }

    [Fact]
    public async Task Health_OfAProcessWithoutJobs_TellsOfAFolderThatIsAway()
    {
        await using var portal = await PortalInstance.StartAsync(
            configure: null,
            "--Portal:Jobs=false",
            $"--Portal:Imports:Watched:0:Folder={Folder.Path}",
            "--Portal:Imports:Watched:0:Stream=cases",
            $"--Portal:Imports:Watched:0:Unit={SampleData.Street}"
        );
        await portal.Get<FolderStates>().SetAsync(Folder, FolderProblem.Missing, Token);

        var answer = await PortalInstance.TextAsync(await PortalInstance.GetAsync(portal.Browser(), "/health/ready"));

        Assert.Contains("Watched folder hall: It is not there.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(_root.FullName, answer, StringComparison.Ordinal);
    }

    private async Task ShellAsync(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-c", command, "sh", Folder.Path]);
        await shell.WaitForExitAsync(Token);
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>Keeps what was logged, by the last name of its category.</summary>
    private sealed class Lines : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, string Text)> _all = [];

        public IEnumerable<string> Of(string category) =>
            _all.Where(line => line.Category.EndsWith(category, StringComparison.Ordinal)).Select(line => line.Text);

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _all);

        public void Dispose()
        {
            // Nothing is held.
        }

        private sealed class Writer(string category, ConcurrentQueue<(string Category, string Text)> all) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) => all.Enqueue((category, formatter(state, exception)));
        }
    }
}
