namespace Portal.Circuits;

/// <summary>Cancels the work of a component when it is disposed.</summary>
/// <remarks>
/// Unlike the token of a <see cref="CancellationTokenSource"/>, <see cref="Token"/> can be read after the end. A component reads it again
/// after it has awaited something, and may have been left meanwhile; an exception there would reach the error boundary of the next page.
/// </remarks>
public sealed class ComponentLifetime : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public ComponentLifetime() => Token = _source.Token;

    /// <summary>Cancelled when the component is gone.</summary>
    public CancellationToken Token { get; }

    public bool IsCancellationRequested => Token.IsCancellationRequested;

    public void Cancel() => _source.Cancel();

    public Task CancelAsync() => _source.CancelAsync();

    public void Dispose() => _source.Dispose();
}
