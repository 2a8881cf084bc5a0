namespace Portal.Circuits;

/// <summary>Hands what a request read for its page to the circuit that takes the page up a moment later.</summary>
/// <remarks>
/// A circuit's first rendering replaces what the request has shown, and whatever it had to wait for it would show without: the page would be
/// empty for a moment, and move. So a page reads what it shows first by <see cref="ReadAsync"/>: a request keeps what it read, the circuit's
/// first rendering gets it at once, and from then on everything is read anew.
/// </remarks>
public sealed class PageOpening(PageOpenings openings)
{
    private Dictionary<string, object?>? _kept;
    private Dictionary<string, object?>? _handed;

    /// <summary>The circuit begins: what is read now the request read a moment ago. Who follows changes looks once more afterwards.</summary>
    public bool HandsOut => _handed is { Count: > 0 };

    /// <summary>A request begins to render a page that a circuit will take up.</summary>
    /// <param name="ticket">The page's, in what only the server can read of it.</param>
    /// <param name="user">Who the page is for.</param>
    public void Keep(string ticket, string user) => _kept = openings.Begin(ticket, user);

    /// <summary>A circuit begins to render the page.</summary>
    /// <inheritdoc cref="Keep"/>
    public void TakeUp(string ticket, string user) => _handed = openings.Take(ticket, user);

    /// <summary>The first rendering is over.</summary>
    public void End() => _handed = null;

    /// <summary>What the request read under the name, while its circuit begins; else what is read now.</summary>
    /// <param name="what">A name for it, unique on the page.</param>
    /// <param name="read">Reads it. What comes of it must not need the request any more once that is over.</param>
    public async Task<T> ReadAsync<T>(string what, Func<Task<T>> read)
    {
        if (_handed is not null && _handed.Remove(what, out var known) && known is null or T)
            return (T)known!;
        var value = await read();
        _kept?[what] = value;
        return value;
    }
}
