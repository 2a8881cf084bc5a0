using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Tests.Figures;

/// <summary>
/// The real entry; each save waits twice until the test releases it: before the store, and before the answer.
/// </summary>
internal sealed class HeldSheets(ISheetEntry entry) : ISheetEntry
{
    private readonly Gate _there = new();
    private readonly Gate _back = new();

    /// <summary>Ends when a save is on its way to the store.</summary>
    public Task Sent => _there.Reached;

    /// <summary>Ends when a save is stored.</summary>
    public Task Stored => _back.Reached;

    public void LetStore() => _there.Open();

    public void LetAnswer() => _back.Open();

    public async Task<Outcome<SaveResult>> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    )
    {
        await _there.PassAsync();
        var result = await entry.SaveAsync(actor, key, inputs, origin, cancellation);
        await _back.PassAsync();
        return result;
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _open.TrySetResult();

        public Task PassAsync()
        {
            _reached.TrySetResult();
            return _open.Task;
        }
    }
}
