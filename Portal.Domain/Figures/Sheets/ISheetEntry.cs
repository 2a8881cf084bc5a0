using Portal.Domain.Access;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Saves the cells of sheets of units for which the actor may enter figures.</summary>
public interface ISheetEntry
{
    /// <summary>Saves cells. Each is taken or refused by itself; what is said to be saved is in the history.</summary>
    /// <exception cref="SheetRefusedException">The sheet is not there, or may not be entered now.</exception>
    Task<SaveResult> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    );
}
