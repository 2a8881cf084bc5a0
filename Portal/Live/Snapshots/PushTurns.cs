using Portal.Domain.Data;

namespace Portal.Live.Snapshots;

/// <summary>Has pages pushed to one after the other, as many at a time as there are processors, so that a thousand of them leave room between for clicks and calls.</summary>
/// <remarks>A page that does not come to its end gives its turn on after <see cref="Patience"/>, and goes on by itself.</remarks>
public sealed class PushTurns(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _free = new(AtOnce);

    /// <summary>How many are pushed to at a time.</summary>
    public static int AtOnce => Environment.ProcessorCount;

    /// <summary>Waits for a turn and pushes; what the push throws is handed on.</summary>
    public async Task TakeAsync(Func<Task> push)
    {
        await _free.WaitAsync();
        Task pushing;
        try
        {
            pushing = push();
            if (!pushing.IsCompleted)
                await PatientlyAsync(pushing);
        }
        finally
        {
            _free.Release();
        }
        await pushing;
    }

    public void Dispose() => _free.Dispose();

    // What it throws is seen by who waits for the push itself.
    private async Task PatientlyAsync(Task pushing) =>
        await pushing.WaitAsync(Patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
