using System.Collections.Concurrent;

namespace Portal.Circuits;

/// <summary>Keeps the data that prerendering requests read, each until the page's circuit takes it.</summary>
/// <remarks>Only within this process: a circuit that starts in another process, or too late, reads by itself.</remarks>
public sealed class PrerenderStore(TimeProvider clock)
{
    /// <summary>The most pages kept, more than open at once: requests without circuits cannot fill the memory.</summary>
    private const int Most = 250;

    private readonly ConcurrentDictionary<string, Opening> _openings = new(StringComparer.Ordinal);

    /// <summary>The number of pages that wait for their circuit.</summary>
    public int Count => _openings.Count;

    /// <summary>Begins a page; the circuit gets the data that the caller adds to the result.</summary>
    /// <param name="ticket">The page's secret ticket.</param>
    /// <param name="user">The user of the request.</param>
    internal Dictionary<string, object?> Begin(string ticket, string user)
    {
        foreach (var (other, opening) in _openings)
        {
            if (IsExpired(opening))
                _openings.TryRemove(other, out _);
        }
        var reads = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (_openings.Count < Most)
            _openings[ticket] = new(user, clock.GetTimestamp(), reads);
        return reads;
    }

    /// <summary>Takes the data of the page, once; empty when it is expired or belongs to another user.</summary>
    internal Dictionary<string, object?> Take(string ticket, string user) =>
        _openings.TryRemove(ticket, out var opening) && opening.User == user && !IsExpired(opening) ? opening.Reads : [];

    /// <summary>
    /// How long the data waits for its circuit: a slow network or a busy machine takes tens of seconds, and a page that would then read
    /// again would be empty meanwhile.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private bool IsExpired(Opening opening) => clock.GetElapsedTime(opening.BegunAt) > Lifetime;

    private sealed record Opening(string User, long BegunAt, Dictionary<string, object?> Reads);
}
