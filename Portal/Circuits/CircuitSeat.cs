namespace Portal.Circuits;

/// <summary>Whether a circuit shows its page.</summary>
public sealed class CircuitSeat
{
    /// <summary>The user has too many pages open: the circuit sends the browser to the page that says so, and renders nothing.</summary>
    public bool IsRefused { get; internal set; }
}
