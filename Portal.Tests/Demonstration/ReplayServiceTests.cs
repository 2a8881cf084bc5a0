using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Demonstration;
using Portal.Domain.Data;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Signals;
using Portal.Jobs.Hosting;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

[Needs(Resource.Database)]
public sealed class ReplayServiceTests : IAsyncDisposable
{
    private TestDatabase _database = null!;
    private ReplayService _replay = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A database with the demonstration's units and items, without its records.</summary>
    private async Task PrepareAsync(DatabaseKind kind)
    {
        _database = await TestDatabase.CreateAsync(kind);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _database.Get<TaijiangDemonstration>().FillAsync(new StopBeforeRecords(stop), stop.Token)
        );
        var settings = PortalSettings.Read(new ConfigurationBuilder().Build(), development: true);
        _replay = new(
            _database.Get<IRecordIntake>(),
            _database.Time,
            _database.Get<WakeSignals>(),
            _database.Clock,
            new FillingState(_database.Clock),
            settings,
            NullLogger<ReplayService>.Instance
        );
    }

    public async ValueTask DisposeAsync()
    {
        _replay.Dispose();
        await _database.DisposeAsync();
    }

    [Theory, Databases]
    public async Task Steps_WhileRunning_TakeInRecordsOfTodayAndCloseThem(DatabaseKind kind)
    {
        await PrepareAsync(kind);
        _replay.Start();
        await PlayAsync(80);
        await using var db = _database.Open();
        var records = await db.Records.ToListAsync(Stop);
        Assert.Equal(records.Count, _replay.Count.Accepted);
        Assert.Equal(records.Count(r => r.ClosedAt is not null), _replay.Count.Closed);
        Assert.InRange(records.Count, 80, 160);
        Assert.InRange(records.Count(r => r.ClosedAt is not null), 20, records.Count - 1);
        Assert.All(records, r => Assert.Equal(_database.Time.Today, r.AcceptedDay));
    }

    [Fact]
    public async Task Steps_WhenStopped_DoNothing()
    {
        await PrepareAsync(TestStore.Usual);
        await PlayAsync(3);
        Assert.False(_replay.IsRunning);
        _replay.Start();
        await PlayAsync(3);
        _replay.Stop();
        var before = _replay.Count;
        await PlayAsync(3);
        Assert.Equal(before, _replay.Count);
        Assert.InRange(before.Accepted, 3, 6);
    }

    private async Task PlayAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _database.Clock.Advance(ReplayService.Step);
            await _replay.StepAsync(Stop);
        }
    }

    private sealed class StopBeforeRecords(CancellationTokenSource stop) : IProgress<DemonstrationProgress>
    {
        public void Report(DemonstrationProgress value)
        {
            if (value.Stage == DemonstrationStage.Records)
                stop.Cancel();
        }
    }
}
