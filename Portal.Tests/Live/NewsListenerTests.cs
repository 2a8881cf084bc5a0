using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

/// <summary>What one process folds, another hears of through PostgreSQL. The clock stands still, so nothing is found by looking.</summary>
[Needs(Resource.Database)]
public sealed class NewsListenerTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly WatchedClock _clock = new();
    private readonly Ear _ear = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ServiceProvider> _others = [];
    private TestDatabase _database = null!;
    private Task _listening = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Writes down what it is told.</summary>
    private sealed class Ear : IMetricsListener, IMetricDeltaSignal
    {
        private readonly System.Threading.Channels.Channel<long> _heard = System.Threading.Channels.Channel.CreateUnbounded<long>();

        /// <summary>Stands for changes that wait.</summary>
        public const long Changes = -1;

        public void Folded(long version) => _heard.Writer.TryWrite(version);

        public void Written() => _heard.Writer.TryWrite(Changes);

        /// <summary>Waits until it is told that; what comes before is forgotten.</summary>
        public async Task HearAsync(long what)
        {
            while (await _heard.Reader.ReadAsync(Token).AsTask().WaitAsync(s_patience, Token) != what)
            {
                // Something else was told.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
        foreach (var other in _others)
            await other.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Fold_OfAnotherProcess_IsHeard()
    {
        await ListenAsync();
        await _ear.HearAsync(0);

        await ElsewhereAsync();

        await _ear.HearAsync(1);
    }

    [Fact]
    public async Task Changes_WrittenByAnotherProcess_AreHeard()
    {
        await ListenAsync();
        await _ear.HearAsync(Ear.Changes); // there may have been some before it listened

        await ElsewhereAsync();

        await _ear.HearAsync(Ear.Changes);
    }

    [Fact]
    public async Task Connection_Killed_IsOpenedAgainAndWhatWasMissedLookedUp()
    {
        await ListenAsync();
        await UntilAsync(hears: true);
        await KillAsync();
        await UntilAsync(hears: false);
        await ElsewhereAsync(); // nobody listens: it waits for the clock

        await _clock.NextWaitAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        await _ear.HearAsync(1);
        await UntilAsync(hears: true);
        await ElsewhereAsync();
        await _ear.HearAsync(2);
    }

    [Fact]
    public async Task Fold_ThatIsRolledBack_IsNotHeard()
    {
        await ListenAsync();
        await _ear.HearAsync(0);
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

        await _ear.HearAsync(2);
    }

    [Fact]
    public async Task OnSqlite_ThereIsNothingToListenTo()
    {
        _database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);

        await _database.Get<NewsListener>().RunAsync(Token);

        Assert.False(_database.Get<NewsReach>().Hears);
    }

    [Fact]
    public async Task Feed_ThatHears_LooksSeldom()
    {
        var (figures, reach) = (new FakeFigures(), new NewsReach { Hears = true });
        _database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        using var feed = new MetricsFeed(figures, reach, _clock, Options.Create(new LiveOptions()), NullLogger<MetricsFeed>.Instance);
        await feed.StartAsync(Token);
        await _clock.NextWaitAsync();
        figures.Version = 7;

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, feed.Version);
        var changed = new TaskCompletionSource();
        using var subscription = feed.Subscribe(
            TimeSpan.Zero,
            () =>
            {
                changed.TrySetResult();
                return Task.CompletedTask;
            }
        );
        _clock.Advance(NewsReach.Net);
        await changed.Task.WaitAsync(s_patience, Token);

        Assert.Equal(7, feed.Version);
        await feed.StopAsync(Token);
    }

    private async Task ListenAsync()
    {
        if ((await PostgresServer.GetAsync()).Missing is { } missing)
            Requirements.Missing(missing);
        _database = await TestDatabase.CreateSeededAsync(
            DatabaseKind.Postgres,
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.AddSingleton<IMetricsListener>(_ear);
                services.AddSingleton<IMetricDeltaSignal>(_ear);
            }
        );
        _listening = _database.Get<NewsListener>().RunAsync(_stop.Token);
    }

    /// <summary>Another process over the same database takes a case in and folds it.</summary>
    private async Task ElsewhereAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_database.Clock);
        services.AddPortalDomain(_database.Options, SampleData.Shanghai);
        var other = services.BuildServiceProvider();
        _others.Add(other); // it goes on until what it has to tell is told
        var rows = new[] { new ParsedRow(1, SampleData.Input(Guid.NewGuid().ToString("n")), [], []) };
        await other
            .GetRequiredService<IRecordIntake>()
            .RunAsync(
                rows.ToAsyncEnumerable(),
                new(Domain.Records.RecordStream.Cases) { Scope = Domain.Organisation.UnitScope.Everything },
                cancellation: Token
            );
        await other.GetRequiredService<MetricsFolder>().FoldAllAsync(Token);
    }

    private async Task KillAsync()
    {
        await using var connection = new NpgsqlConnection(_database.Options.ConnectionString);
        await connection.OpenAsync(Token);
        await using var kill = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%MetricsState%' AND query NOT LIKE '%pg_stat%'",
            connection
        );
        Assert.Equal(1L, await kill.ExecuteScalarAsync(Token));
    }

    private async Task UntilAsync(bool hears)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var giveUp = new CancellationTokenSource(s_patience);
        while (_database.Get<NewsReach>().Hears != hears)
            await again.WaitForNextTickAsync(giveUp.Token);
    }
}
