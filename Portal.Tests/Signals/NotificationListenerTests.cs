using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Signals;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Signals;

/// <summary>One process commits, another is woken through PostgreSQL. The clock does not move, so nothing is found by polling.</summary>
[Needs(Resource.Database)]
public sealed class NotificationListenerTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly WatchedClock _clock = new();
    private readonly System.Threading.Channels.Channel<(WakeTopic Topic, long Argument)> _received =
        System.Threading.Channels.Channel.CreateUnbounded<(WakeTopic, long)>();
    private readonly List<ServiceProvider> _others = [];
    private TestDatabase _database = null!;
    private NotificationListener? _listener;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
            await _listener.StopAsync(CancellationToken.None);
        _listener?.Dispose();
        foreach (var other in _others)
            await other.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Fold_OfAnotherProcess_IsHeard()
    {
        await ListenAsync();
        await ReceiveAsync(WakeTopic.LinkChanged);

        await ElsewhereAsync();

        await ReceiveAsync(WakeTopic.MetricsChanged, 1);
    }

    [Fact]
    public async Task Changes_WrittenByAnotherProcess_AreHeard()
    {
        await ListenAsync();
        await ReceiveAsync(WakeTopic.LinkChanged);

        await ElsewhereAsync();

        await ReceiveAsync(WakeTopic.DeltasWritten);
    }

    [Fact]
    public async Task Connection_Killed_IsOpenedAgainAndPollersLookForWhatWasMissed()
    {
        await ListenAsync();
        await ReceiveAsync(WakeTopic.LinkChanged);
        await ConnectedAsync();
        await KillAsync();
        await ReceiveAsync(WakeTopic.LinkChanged); // pollers take their own intervals again
        Assert.False(_database.Get<NotificationHealth>().IsConnected);
        await ElsewhereAsync(); // no connection listens, and the next attempt waits for the clock

        await _clock.NextWaitAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        await ReceiveAsync(WakeTopic.LinkChanged); // pollers look for missed signals
        await ConnectedAsync();
        await ElsewhereAsync();
        await ReceiveAsync(WakeTopic.MetricsChanged, 2);
    }

    [Fact]
    public async Task Fold_ThatIsRolledBack_IsNotHeard()
    {
        await ListenAsync();
        await ReceiveAsync(WakeTopic.LinkChanged);
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Token);
            Assert.Equal(1, await MetricsVersions.RaiseAsync(db, Token));
            await transaction.RollbackAsync(Token);
        }

        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Token);
            await MetricsVersions.RaiseAsync(db, Token);
            await MetricsVersions.RaiseAsync(db, Token);
            await transaction.CommitAsync(Token);
        }

        await ReceiveAsync(WakeTopic.MetricsChanged, 2);
    }

    [Fact]
    public async Task OnSqlite_ThereIsNothingToListenTo()
    {
        _database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite, Services);

        _listener = _database.Get<NotificationListener>();
        await _listener.StartAsync(Token);
        await _clock.NextWaitAsync();

        Assert.False(_database.Get<NotificationHealth>().IsConnected);
    }

    [Fact]
    public async Task Sheet_SavedByAnotherProcess_IsHeardOnce()
    {
        await ListenAsync();
        await ReceiveAsync(WakeTopic.LinkChanged);

        _database.Get<WakeSignals>().Raise(WakeTopic.SheetChanged, 7);
        Elsewhere().GetRequiredService<WakeSignals>().Raise(WakeTopic.SheetChanged, 8);

        Assert.Equal((WakeTopic.SheetChanged, 7L), await NextAsync()); // raised here, and not received again
        Assert.Equal((WakeTopic.SheetChanged, 8L), await NextAsync());
    }

    private async Task ListenAsync()
    {
        if ((await PostgresServer.GetAsync()).Missing is { } missing)
            Requirements.Missing(missing);
        _database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres, Services);
        foreach (var topic in Enum.GetValues<WakeTopic>())
            _database.Get<WakeSignals>().Subscribe(topic, argument => _received.Writer.TryWrite((topic, argument)));
        _listener = _database.Get<NotificationListener>();
        await _listener.StartAsync(Token);
    }

    private void Services(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<NotificationListener>();
    }

    private async Task<(WakeTopic Topic, long Argument)> NextAsync() =>
        await _received.Reader.ReadAsync(Token).AsTask().WaitAsync(s_patience, Token);

    /// <summary>Waits for that signal; those before it are forgotten.</summary>
    private async Task ReceiveAsync(WakeTopic topic, long argument = 0)
    {
        while (await NextAsync() != (topic, argument))
        {
            // Another signal.
        }
    }

    /// <summary>The services of another process over the same database.</summary>
    private ServiceProvider Elsewhere()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_database.Clock);
        services.AddPortalDomain(_database.Options, SampleData.Shanghai);
        var other = services.BuildServiceProvider();
        _others.Add(other); // lives until its notifications are sent
        return other;
    }

    /// <summary>Another process takes a case in and folds it.</summary>
    private async Task ElsewhereAsync()
    {
        var other = Elsewhere();
        var rows = new[] { new ParsedRow(1, SampleData.Input(Guid.NewGuid().ToString("n")), [], []) };
        await other
            .GetRequiredService<IRecordIntake>()
            .RunAsync(rows.ToAsyncEnumerable(), new(RecordStream.Cases) { Scope = UnitScope.Everything }, cancellation: Token);
        await other.GetRequiredService<MetricsFolder>().FoldAllAsync(Token);
    }

    private async Task KillAsync()
    {
        await using var connection = new NpgsqlConnection(_database.Options.ConnectionString);
        await connection.OpenAsync(Token);
        await using var kill = new NpgsqlCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'
            """,
            connection
        );
        Assert.Equal(1L, await kill.ExecuteScalarAsync(Token));
    }

    private async Task ConnectedAsync()
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var giveUp = new CancellationTokenSource(s_patience);
        while (!_database.Get<NotificationHealth>().IsConnected)
            await again.WaitForNextTickAsync(giveUp.Token);
    }
}
