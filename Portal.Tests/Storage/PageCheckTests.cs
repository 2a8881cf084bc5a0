using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Signals;
using Portal.Domain.Storage;
using Portal.Tests.Backups;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

[Needs(Resource.Database)]
public sealed class PageCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-pages-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Find_InAWholeDatabase_IsNothingAndPausesAfterEachTable()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        var pauses = 0;

        Assert.Null(await SqlitePageCheck.FindAsync(database.Path, _ => Task.FromResult(pauses++), Token));

        Assert.Equal(
            database.Text("SELECT count(*) FROM sqlite_master WHERE type = 'table'"),
            pauses.ToString(CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public async Task Find_InADamagedDatabase_NamesTheDamage()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        database.Damage();

        Assert.NotNull(await SqlitePageCheck.FindAsync(database.Path, _ => Task.CompletedTask, Token));
    }

    [Fact]
    public async Task Find_WhenTheProcessStops_EndsAtOnce()
    {
        var database = await PortalFile.CreateAsync(_folder, "portal.db", "before");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SqlitePageCheck.FindAsync(
                database.Path,
                _ =>
                {
                    stop.Cancel();
                    return Task.CompletedTask;
                },
                stop.Token
            )
        );
    }

    [Fact]
    public async Task Service_ThatFindsDamage_StopsWritingAndWritesItDown()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        new PortalFile(database.Options.File).Damage();
        var (state, clock) = (new StorageState(), new WatchedClock());
        using var service = new PageCheckService(database.Options, state, new WakeSignals(), clock, NullLogger<PageCheckService>.Instance);

        await service.StartAsync(Token);
        for (var waits = 0; waits < 5 && state.Fault is null; waits++)
            clock.Advance(await clock.NextWaitAsync());

        Assert.Equal(StorageFault.Damaged, state.Fault);
        Assert.True(File.Exists(database.Options.File + ".damaged"));
        await service.StopAsync(Token);
    }
}
