using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain.Data;

namespace Portal.Domain.Signals;

/// <summary>Sends signals to other processes by NOTIFY, in the background. Does nothing on SQLite, which has no notifications.</summary>
public sealed partial class NotificationSender(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    ILogger<NotificationSender> log
)
{
    private readonly Lock _gate = new();

    // Signals raised during a send go out once after it: an import commits often.
    private readonly HashSet<Notification> _pending = [];
    private bool _sending;

    /// <summary>Identifies this process among senders.</summary>
    internal string Id { get; } = Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);

    /// <summary>Returns at once: a writer of records does not wait for the notification.</summary>
    internal void Send(WakeTopic topic, long argument)
    {
        if (options.Kind != DatabaseKind.Postgres)
            return;
        lock (_gate)
        {
            _pending.Add(new(topic, argument, Id));
            if (_sending)
                return;
            _sending = true;
        }
        _ = Task.Run(SendAllAsync);
    }

    private async Task SendAllAsync()
    {
        while (TakePending() is { Count: > 0 } some)
            await SendAsync(some);
    }

    private List<Notification> TakePending()
    {
        lock (_gate)
        {
            List<Notification> all = [.. _pending];
            _pending.Clear();
            _sending = all.Count > 0;
            return all;
        }
    }

    private async Task SendAsync(List<Notification> notifications)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            foreach (var notification in notifications)
                await notification.SendAsync(db, CancellationToken.None);
        }
#pragma warning disable CA1031 // Other processes find the change by polling.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogFailure(log, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other processes could not be notified of a change; they find it when they poll.")]
    private static partial void LogFailure(ILogger log, Exception exception);
}
