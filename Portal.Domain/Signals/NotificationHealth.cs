namespace Portal.Domain.Signals;

/// <summary>Whether the signals of other processes arrive in this one, and how often to poll in each case.</summary>
public sealed class NotificationHealth
{
    /// <summary>The interval between polls while LISTEN is active: a fallback for a notification that is lost.</summary>
    public static readonly TimeSpan FallbackPollInterval = TimeSpan.FromSeconds(5);

    private volatile bool _isConnected;

    /// <summary>LISTEN is active: what another process commits wakes this one at once. Always false on SQLite.</summary>
    public bool IsConnected
    {
        get => _isConnected;
        internal set => _isConnected = value;
    }

    /// <summary>The present interval: <see cref="FallbackPollInterval"/> while connected, unless the own interval is longer.</summary>
    /// <param name="own">The interval at which to poll without notifications.</param>
    public TimeSpan PollEvery(TimeSpan own) => IsConnected && own < FallbackPollInterval ? FallbackPollInterval : own;
}
