namespace Portal.Live.Snapshots;

/// <summary>
/// Limits how many pages render a push at the same time, to the number of processors, so that clicks and API calls are served between the
/// pushes of a thousand pages.
/// </summary>
/// <remarks>A push that takes longer than <see cref="MaxHold"/> releases its slot and continues without it.</remarks>
public sealed class PushLimiter(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan MaxHold = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _slots = new(AtOnce);

    /// <summary>The number of simultaneous pushes.</summary>
    public static int AtOnce => Environment.ProcessorCount;

    /// <summary>Waits for a slot and runs the push; throws what the push throws.</summary>
    public async Task RunAsync(Func<Task> push)
    {
        await _slots.WaitAsync();
        Task pushing;
        try
        {
            pushing = push();
            if (!pushing.IsCompleted)
                await WaitAtMostAsync(pushing);
        }
        finally
        {
            _slots.Release();
        }
        await pushing;
    }

    public void Dispose() => _slots.Dispose();

    // RunAsync awaits the push itself and so throws its exception.
    private async Task WaitAtMostAsync(Task pushing) =>
        await pushing.WaitAsync(MaxHold, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
