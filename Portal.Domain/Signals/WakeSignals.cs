using System.Collections.Immutable;

namespace Portal.Domain.Signals;

/// <summary>
/// Wakes subscribers early after a commit: those of this process at once, those of other processes by
/// <see cref="NotificationSender"/>.
/// </summary>
/// <remarks>
/// A signal may be lost with its process. Nothing depends on it: each subscriber also polls, see <see cref="PollingService"/>.
/// </remarks>
/// <param name="sender">Null keeps every signal inside the process.</param>
public sealed class WakeSignals(NotificationSender? sender = null)
{
    private ImmutableArray<Subscription> _subscriptions = [];

    /// <summary>Calls back with the argument of each signal of the topic until the result is disposed.</summary>
    /// <param name="wake">
    /// Runs on the thread that committed, so it must return at once; but in the subscriber's own context: a page that follows a commit is
    /// drawn in the language of its reader, and not in that of who committed.
    /// </param>
    public IDisposable Subscribe(WakeTopic topic, Action<long> wake)
    {
        var subscription = new Subscription(this, topic, wake);
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Add(one), subscription);
        return subscription;
    }

    /// <summary>Signals a commit to this process and to all others. Returns before the others receive it.</summary>
    public void Raise(WakeTopic topic, long argument = 0)
    {
        RaiseHere(topic, argument);
        sender?.Send(topic, argument);
    }

    /// <summary>Signals to this process alone: other processes have the signal already, or do not need it.</summary>
    public void RaiseHere(WakeTopic topic, long argument = 0)
    {
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Topic == topic)
                subscription.Wake(argument);
        }
    }

    private sealed class Subscription(WakeSignals signals, WakeTopic topic, Action<long> wake) : IDisposable
    {
        // Null where nothing flows: then nothing of the committing thread flows either.
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public WakeTopic Topic => topic;

        public void Wake(long argument)
        {
            if (_context is null)
                wake(argument);
            else
                ExecutionContext.Run(_context, _ => wake(argument), state: null);
        }

        public void Dispose() => ImmutableInterlocked.Update(ref signals._subscriptions, (all, one) => all.Remove(one), this);
    }
}
