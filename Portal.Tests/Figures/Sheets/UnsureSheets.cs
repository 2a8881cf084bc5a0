using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;

namespace Portal.Tests.Figures.Sheets;

/// <summary>The real entry, whose store fails the first times that something is saved.</summary>
internal sealed class UnsureSheets(ISheetEntry entry, int failures) : ISheetEntry
{
    private int _failures = failures;

    public Task<SaveResult> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    ) =>
        _failures-- > 0
            ? Task.FromException<SaveResult>(new IOException("The store is away."))
            : entry.SaveAsync(actor, key, inputs, origin, cancellation);
}
