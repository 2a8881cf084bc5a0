using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Saves the cells of sheets of units for which the actor may enter figures.</summary>
public interface ISheetEntry
{
    /// <summary>Saves cells. Each is saved or refused by itself; a cell reported as saved is in the history.</summary>
    /// <returns>Refused when there is no such sheet in the actor's scope, or it is locked.</returns>
    Task<Outcome<SaveResult>> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    );
}
