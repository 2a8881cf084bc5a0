namespace Portal.Circuits;

/// <summary>Passes the data that a prerendering request read to the circuit that continues the page a moment later.</summary>
/// <remarks>
/// A circuit's first rendering replaces the prerendered page. If it had to wait for data, the page would be empty for a moment and its
/// layout would jump. So a page reads its first data by <see cref="ReadAsync"/>: a request keeps the result, the circuit's first rendering
/// gets it at once, and later reads run again.
/// </remarks>
public sealed class PrerenderHandover(PrerenderStore openings)
{
    private Dictionary<string, object?>? _forCircuit;
    private Dictionary<string, object?>? _fromRequest;

    /// <summary>Whether the circuit's first rendering still has data of the request. A live page reads once more afterwards.</summary>
    public bool HasRequestData => _fromRequest is { Count: > 0 };

    /// <summary>A request begins to prerender a page that a circuit will continue.</summary>
    /// <param name="ticket">The page's ticket, readable only by the server.</param>
    /// <param name="user">The user of the request.</param>
    public void Keep(string ticket, string user) => _forCircuit = openings.Begin(ticket, user);

    /// <summary>A circuit begins to render the page.</summary>
    /// <inheritdoc cref="Keep"/>
    public void BeginCircuit(string ticket, string user) => _fromRequest = openings.Take(ticket, user);

    /// <summary>The circuit's first rendering is over.</summary>
    public void End() => _fromRequest = null;

    /// <summary>Gives the request's result during the circuit's first rendering; else reads.</summary>
    /// <param name="what">A name of the data, unique on the page.</param>
    /// <param name="read">Reads the data. The result must not depend on the request's scope.</param>
    public async Task<T> ReadAsync<T>(string what, Func<Task<T>> read)
    {
        if (_fromRequest is not null && _fromRequest.Remove(what, out var known) && known is null or T)
            return (T)known!;
        var value = await read();
        _forCircuit?[what] = value;
        return value;
    }
}
