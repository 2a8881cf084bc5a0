using System.Collections.Concurrent;

namespace Portal.Access.Limits;

/// <summary>When the user of each session last typed, clicked or opened a page, in any window. In this process alone.</summary>
public sealed class SessionInputs(TimeProvider clock)
{
    private const int MostSessions = 100_000;

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    public void Note(string session)
    {
        var now = clock.GetUtcNow();
        if (_last.Count >= MostSessions)
        {
            foreach (var (old, at) in _last)
                if (at + s_kept < now)
                    _last.TryRemove(old, out _);
        }
        _last[session] = now;
    }

    /// <summary>Whether there was no input for so long. A session that another process has served counts from now on.</summary>
    public bool IsIdle(string session, TimeSpan most)
    {
        var now = clock.GetUtcNow();
        var last = _last.GetOrAdd(session, now);
        if (last > now) // the clock was set back since
            _last.TryUpdate(session, now, last);
        return now - last > most;
    }
}
