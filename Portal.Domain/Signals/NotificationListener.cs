using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Signals;

/// <summary>Receives the signals of other processes by LISTEN, on a connection of its own, and raises them in this one.</summary>
/// <remarks>
/// A lost connection is opened again at growing pauses; <see cref="WakeTopic.LinkChanged"/> then makes every poller poll at once.
/// From time to time the listener sends itself an echo by another connection: only while the echo arrives is
/// <see cref="NotificationHealth.IsConnected"/> true. Behind a pooler that gives one connection to many clients in turns it never
/// arrives, and pollers keep their own intervals. On SQLite it does nothing.
/// </remarks>
public sealed partial class NotificationListener(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    NotificationSender self,
    NotificationHealth health,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<NotificationListener> log
) : PollingService(signals, clock, log)
{
    private readonly string _echoChannel = "portal_echo_" + self.Id;
    private volatile bool _echoed;

    /// <summary>The interval between two echoes, and the longest wait for each.</summary>
    internal (TimeSpan Every, TimeSpan Timeout) Echo { get; init; } = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(15);

    /// <summary>Listens until the connection is lost, which is a failure like any other.</summary>
    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        if (options.Kind != DatabaseKind.Postgres)
            return TimeSpan.FromDays(1);
        try
        {
            await ListenAsync(stop);
        }
        finally
        {
            var wasConnected = health.IsConnected;
            health.IsConnected = false;
            if (wasConnected)
                Signals.RaiseHere(WakeTopic.LinkChanged);
        }
        return TimeSpan.Zero;
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        // Outside the pool, and kept awake: a firewall between the machines may close connections that are silent.
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        await using var connection = new NpgsqlConnection(text);
        await connection.OpenAsync(stop);
        connection.Notification += (_, received) => Receive(received.Channel, received.Payload);
        var listens = string.Join("; ", Notification.Channels.Append(_echoChannel).Select(channel => "LISTEN " + channel));
        await using (var listen = new NpgsqlCommand(listens, connection))
            await listen.ExecuteNonQueryAsync(stop);
        Signals.RaiseHere(WakeTopic.LinkChanged);
        while (true)
        {
            await TryEchoAsync(connection, stop);
            ReportConnected();
            await WaitAsync(connection, Echo.Every, () => false, stop);
        }
    }

    private void ReportConnected()
    {
        if (!health.IsConnected)
            LogConnected(Log);
        health.IsConnected = true;
        ReportSuccess();
    }

    private void Receive(string channel, string payload)
    {
        if (channel == _echoChannel)
            _echoed = true;
        else if (Notification.Parse(channel, payload) is { } notification && notification.Sender != self.Id)
            Signals.RaiseHere(notification.Topic, notification.Argument);
    }

    private async Task TryEchoAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        _echoed = false;
        await using (var db = await databases.CreateDbContextAsync(stop))
            await Notification.SendAsync(db, _echoChannel, "", stop);
        await WaitAsync(connection, Echo.Timeout, () => _echoed, stop);
        if (!_echoed)
            throw new TimeoutException("A notification that this process sent to itself did not arrive.");
    }

    private static async Task WaitAsync(NpgsqlConnection connection, TimeSpan atMost, Func<bool> done, CancellationToken stop)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (TimeSpan left; !done() && (left = atMost - TimeProvider.System.GetElapsedTime(since)) > TimeSpan.Zero; )
            await connection.WaitAsync(left, stop);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Notifications of other processes arrive.")]
    private static partial void LogConnected(ILogger log);
}
