using Microsoft.Extensions.Logging;
using Portal.Domain.Data.Faults;
using Portal.Domain.Signals;
using Portal.Domain.Storage;
using Portal.Tests.Access.Limits;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

[Needs(Resource.Database)]
public sealed class StorageMonitorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The clock stands still: the monitor does not look between the fault and its end.</summary>
    [Fact]
    public async Task Fault_ThatIsOverBeforeTheNextLook_IsLoggedAndSoIsItsEnd()
    {
        await using var database = await TestDatabase.CreateAsync(TestStore.Usual);
        var state = database.Get<StorageState>();
        using var lines = new LogLines();
        using var monitor = Monitor(database, lines);
        await monitor.StartAsync(Token);

        state.Report(StorageFault.DiskFull, "no room for page 7");
        state.Report(StorageFault.DiskFull, "no room for page 8");
        state.Clear();
        await monitor.StopAsync(Token);

        Assert.Equal(["The storage takes no writes (storage.diskFull): no room for page 7", "The storage takes writes again."], lines.All);
    }

    [Fact]
    public async Task Fault_FoundBeforeTheStart_IsLogged()
    {
        await using var database = await TestDatabase.CreateAsync(TestStore.Usual);
        database.Get<StorageState>().Report(StorageFault.Damaged, "page 7");
        using var lines = new LogLines();
        using var monitor = Monitor(database, lines);

        await monitor.StartAsync(Token);
        await monitor.StopAsync(Token);

        Assert.Equal(["The storage takes no writes (storage.damaged): page 7"], lines.All);
    }

    private static StorageMonitor Monitor(TestDatabase database, LogLines lines) =>
        new(
            database.Get<StorageProbe>(),
            database.Get<StorageState>(),
            database.Get<WakeSignals>(),
            database.Clock,
            new Logger<StorageMonitor>(lines)
        );
}
