using System.Collections.Concurrent;
using Portal.Live;

namespace Portal.Circuits;

/// <summary>What the requests of the last moments read for their pages, each until the page's circuit takes it up.</summary>
/// <remarks>Kept in this process alone: a circuit that begins in another one, or late, reads by itself.</remarks>
public sealed class PageOpenings(TimeProvider clock)
{
    /// <summary>More pages than open at once: whoever asks for ever other pages and takes up none keeps nothing.</summary>
    private const int Most = 250;

    private readonly ConcurrentDictionary<string, Opening> _openings = new(StringComparer.Ordinal);

    /// <summary>How many wait for their circuit.</summary>
    public int Count => _openings.Count;

    /// <summary>A page begins to be read for somebody; what is put into the answer goes to whoever takes it up.</summary>
    /// <param name="ticket">The page's, known to nobody else.</param>
    /// <param name="user">Who the page is for.</param>
    internal Dictionary<string, object?> Begin(string ticket, string user)
    {
        foreach (var (other, opening) in _openings)
        {
            if (IsOver(opening))
                _openings.TryRemove(other, out _);
        }
        var reads = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (_openings.Count < Most)
            _openings[ticket] = new(user, clock.GetTimestamp(), reads);
        return reads;
    }

    /// <summary>What was read for the page, once; nothing when that is too long ago or was for somebody else.</summary>
    internal Dictionary<string, object?> Take(string ticket, string user) =>
        _openings.TryRemove(ticket, out var opening) && opening.User == user && !IsOver(opening) ? opening.Reads : [];

    /// <summary>How long what a request read waits for its circuit.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);

    private bool IsOver(Opening opening) => clock.GetElapsedTime(opening.BegunAt) > KeptFor;

    private sealed record Opening(string User, long BegunAt, Dictionary<string, object?> Reads);
}
