using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Tests.Figures.Sheets;

/// <summary>The real entry with a store that fails at the first saves.</summary>
internal sealed class UnsureSheets(ISheetEntry entry, int failures) : ISheetEntry
{
    private int _failures = failures;

    public Task<Outcome<SaveResult>> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    ) =>
        _failures-- > 0
            ? Task.FromException<Outcome<SaveResult>>(new IOException("The store is away."))
            : entry.SaveAsync(actor, key, inputs, origin, cancellation);
}
