using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Domain.Data;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Whether this process hears at once what others tell of figures; apart from the listener, which knows those who ask.</summary>
public sealed class NewsReach
{
    /// <summary>How seldom those look who are told, in case something was not heard.</summary>
    public static readonly TimeSpan Net = TimeSpan.FromSeconds(5);

    private volatile bool _hears;

    /// <summary>What is told now is heard at once.</summary>
    public bool Hears
    {
        get => _hears;
        internal set => _hears = value;
    }

    /// <summary>Marks what this process tells.</summary>
    internal string Mark { get; } = Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
}

/// <summary>Listens to what other processes tell of figures, on a connection of its own, and hands it on inside this process.</summary>
/// <remarks>
/// A connection that is lost is opened again, at growing intervals; what was told meanwhile is looked up then. From time to time it tells itself
/// something by another connection: only while that comes back does <see cref="NewsReach"/> say that it hears. Behind a pooler that gives one connection to many
/// in turns it never does, and whoever looks goes on looking as often as without a listener. SQLite has nothing to listen to.
/// </remarks>
public sealed partial class NewsListener(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    IEnumerable<IMetricsListener> listeners,
    IEnumerable<IMetricDeltaSignal> signals,
    NewsReach reach,
    TimeProvider clock,
    ILogger<NewsListener> log
)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    private readonly IMetricDeltaSignal[] _signals = [.. signals.Where(s => s is not WaitingChanges)];
    private readonly string _echo = "portal_echo_" + reach.Mark;
    private volatile bool _echoed;

    /// <summary>How often the echo is tried, and how long it may take.</summary>
    internal (TimeSpan Every, TimeSpan Patience) Echo { get; init; } = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

    /// <summary>Listens until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (options.Kind != DatabaseKind.Postgres)
            return;
        for (var pause = s_firstPause; !stop.IsCancellationRequested; pause = Longer(pause))
        {
            try
            {
                await ListenAsync(() => pause = s_firstPause, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The process stops.
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                if (reach.Hears || pause == s_firstPause)
                    LogLost(log, problem.Message);
            }
            reach.Hears = false;
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < s_longestPause ? pause * 2 : s_longestPause;

    private async Task ListenAsync(Action heard, CancellationToken stop)
    {
        // Outside the pool, and kept awake: something between the machines may close connections that say nothing.
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        await using var connection = new NpgsqlConnection(text);
        await connection.OpenAsync(stop);
        connection.Notification += (_, news) => Hear(news);
        await using (
            var listen = new NpgsqlCommand($"LISTEN {DatabaseNews.Figures}; LISTEN {DatabaseNews.Changes}; LISTEN {_echo}", connection)
        )
            await listen.ExecuteNonQueryAsync(stop);
        await CatchUpAsync(connection, stop);
        while (true)
        {
            await TryEchoAsync(connection, stop);
            if (!reach.Hears)
                LogHears(log);
            reach.Hears = true;
            heard();
            await WaitAsync(connection, Echo.Every, () => false, stop);
        }
    }

    private void Hear(NpgsqlNotificationEventArgs news)
    {
        if (news.Channel == _echo)
            _echoed = true;
        else if (news.Channel == DatabaseNews.Changes && news.Payload != reach.Mark)
            Ring();
        else if (news.Channel == DatabaseNews.Figures && long.TryParse(news.Payload, CultureInfo.InvariantCulture, out var version))
            Tell(version);
    }

    private void Ring() => Array.ForEach(_signals, signal => signal.Written());

    private void Tell(long version)
    {
        foreach (var listener in listeners)
            listener.Folded(version);
    }

    /// <summary>What was told while nobody listened.</summary>
    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT \"Version\" FROM \"MetricsState\"", connection);
        Tell((long)(await command.ExecuteScalarAsync(stop))!);
        Ring();
    }

    private async Task TryEchoAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        _echoed = false;
        await using (var db = await databases.CreateDbContextAsync(stop))
            await DatabaseNews.TellAsync(db, _echo, "", stop);
        await WaitAsync(connection, Echo.Patience, () => _echoed, stop);
        if (!_echoed)
            throw new TimeoutException("What this process told itself did not come back.");
    }

    private static async Task WaitAsync(NpgsqlConnection connection, TimeSpan atMost, Func<bool> done, CancellationToken stop)
    {
        var until = TimeProvider.System.GetTimestamp();
        for (TimeSpan left; !done() && (left = atMost - TimeProvider.System.GetElapsedTime(until)) > TimeSpan.Zero; )
            await connection.WaitAsync(left, stop);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening to what other processes tell of figures.")]
    private static partial void LogHears(ILogger log);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What other processes tell of figures is not heard; they are looked for, and listening is tried again. {Reason}"
    )]
    private static partial void LogLost(ILogger log, string reason);
}
