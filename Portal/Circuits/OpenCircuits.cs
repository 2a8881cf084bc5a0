namespace Portal.Circuits;

/// <summary>Counts the circuits of each user in this process.</summary>
/// <remarks>
/// A page that is loaded again opens a second circuit while the server still keeps the first one for its return. So connected circuits
/// count against the limit, and those kept only against <see cref="KeptFactor"/> times the limit.
/// </remarks>
public sealed class OpenCircuits(CircuitLimits limits)
{
    private const int KeptFactor = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _circuits = new(StringComparer.Ordinal);

    /// <summary>Adds a circuit of the user; it counts as connected.</summary>
    /// <returns>Whether it may render its page.</returns>
    /// <exception cref="TooManyCircuitsException">The user has so many that this one must end at once; it was not added.</exception>
    public bool Open(string user, string circuit)
    {
        lock (_lock)
        {
            if (limits.WallScreens.Contains(user))
                return true;
            var (connected, all) = Count(user);
            if (all >= limits.MostPerUser * KeptFactor)
                throw new TooManyCircuitsException(user);
            _circuits[circuit] = new(user, IsConnected: true);
            return connected < limits.MostPerUser;
        }
    }

    /// <summary>Notes that the circuit's browser disconnected or came back. Circuits that were not added are not counted.</summary>
    public void SetConnected(string circuit, bool isConnected)
    {
        lock (_lock)
        {
            if (_circuits.TryGetValue(circuit, out var entry))
                _circuits[circuit] = entry with { IsConnected = isConnected };
        }
    }

    public void Close(string circuit)
    {
        lock (_lock)
            _circuits.Remove(circuit);
    }

    private (int Connected, int All) Count(string user)
    {
        var own = _circuits.Values.Where(entry => entry.User == user).ToList();
        return (own.Count(entry => entry.IsConnected), own.Count);
    }

    private sealed record Entry(string User, bool IsConnected);
}

/// <summary>A user has several times as many circuits as allowed.</summary>
public sealed class TooManyCircuitsException(string user) : Exception($"{user} has too many pages open.");
