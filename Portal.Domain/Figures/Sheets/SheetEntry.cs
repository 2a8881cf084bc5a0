using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Saves the cells of each call in one transaction.</summary>
internal sealed class SheetEntry(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    SheetPlaces places,
    DistrictTime time,
    WakeSignals signals
) : ISheetEntry
{
    public async Task<Outcome<SaveResult>> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.FiguresWrite), key, cancellation) is not { } place)
            return FigureRefusal.SheetUnknown;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Figures, place.Part, cancellation);
        var stored = await SheetStore.FindAsync(db, place, cancellation);
        var sheet = stored ?? Begin(place);
        var saved = sheet.Save(place.Definition, inputs, origin, actor, time.Now);
        if (saved.Refusal is { } refusal)
            return refusal;
        if (sheet.Entries.Count == 0)
            return new SaveResult(sheet.Revision, saved.Value);

        if (stored is null)
            db.FigureSheets.Add(sheet);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.SheetChanged, sheet.Id);
        return new SaveResult(sheet.Revision, saved.Value);
    }

    private static FigureSheet Begin(SheetPlace place) =>
        new()
        {
            FormId = place.Form.Id,
            UnitId = place.UnitId,
            Month = place.Key.Month,
        };
}
