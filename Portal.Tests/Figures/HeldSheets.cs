using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;

namespace Portal.Tests.Figures;

/// <summary>The real entry, whose savings wait twice until they are let go: on their way to the store, and on the way back with the answer.</summary>
internal sealed class HeldSheets(ISheetEntry entry) : ISheetEntry
{
    private readonly Gate _there = new();
    private readonly Gate _back = new();

    /// <summary>Ends when something has been sent to the store.</summary>
    public Task Sent => _there.Reached;

    /// <summary>Ends when something is in the store.</summary>
    public Task Stored => _back.Reached;

    public void LetStore() => _there.Open();

    public void LetAnswer() => _back.Open();

    public async Task<SaveResult> SaveAsync(
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
