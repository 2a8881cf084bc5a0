using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Saves cells, each against the revision its author saw.</summary>
internal sealed class SheetEntry(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    SheetPlaces places,
    DistrictTime time,
    WakeSignals signals
) : ISheetEntry
{
    public async Task<SaveResult> SaveAsync(
        Actor actor,
        SheetKey key,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        CancellationToken cancellation = default
    )
    {
        var place = await places.DemandAsync(actor.ScopeFor(Permissions.FiguresWrite), key, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Figures, place.Part, cancellation);
        var sheet = await SheetStore.FindAsync(db, place, cancellation);
        if (sheet is { Status: not (FigureStatus.Draft or FigureStatus.Returned) })
            throw new SheetRefusedException("sheet.locked");

        var saving = new Saving(place.Definition, sheet ?? Begin(place), actor.Name, origin, time.Now);
        var outcomes = inputs.Select(saving.Take).ToList();
        if (saving.Entries.Count == 0)
            return new(saving.Sheet.Revision, outcomes);

        if (sheet is null)
            db.FigureSheets.Add(saving.Sheet);
        saving.Sheet.Revision = saving.Revision;
        await db.SaveChangesAsync(cancellation); // gives a new sheet its number
        foreach (var entry in saving.Entries)
            entry.SheetId = saving.Sheet.Id;
        db.FigureEntries.AddRange(saving.Entries);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.SheetChanged, saving.Sheet.Id);
        return new(saving.Revision, outcomes);
    }

    private static FigureSheet Begin(SheetPlace place) =>
        new()
        {
            FormId = place.Form.Id,
            UnitId = place.UnitId,
            Month = place.Key.Month,
        };

    /// <summary>One call's cells on their way into a sheet.</summary>
    private sealed class Saving(FormDefinition definition, FigureSheet sheet, string author, EntryOrigin origin, DateTimeOffset now)
    {
        public FigureSheet Sheet => sheet;

        public List<FigureEntry> Entries { get; } = [];

        /// <summary>The sheet's revision once this is saved.</summary>
        public long Revision { get; } = sheet.Revision + 1;

        public CellOutcome Take(CellInput input)
        {
            var cell = sheet.Cells.Find(c => c.Code == input.Code);
            var stands = cell is null ? null : SheetReader.ToView(cell);
            if (Problem(input, cell, out var value) is { } problem)
                return new(input.Code, CellResult.Refused, stands, problem);

            var comment = input.Comment is { } said
                ? said.Trim() is { Length: > 0 } words
                    ? words
                    : null
                : cell?.Comment;
            if (value == (cell?.Value ?? default) && comment == cell?.Comment)
                return new(input.Code, CellResult.Unchanged, stands);
            if (input.SeenRevision != (cell?.Revision ?? 0))
                return new(input.Code, CellResult.Conflict, stands);
            return new(input.Code, CellResult.Saved, SheetReader.ToView(Write(cell, input.Code, value, comment)));
        }

        private string? Problem(CellInput input, FigureCell? cell, out FigureValue value)
        {
            value = cell?.Value ?? default;
            if (definition.Find(input.Code) is not { } place)
                return "cell.unknown";
            if (input.Comment?.Length > FigureColumns.TextLength)
                return "comment.tooLong";
            if (input.Text is not { } text)
                return null;
            return FigureValue.TryRead(text, out value) ?? TraitRules.Problem(place.Traits, value);
        }

        private FigureCell Write(FigureCell? cell, string code, FigureValue value, string? comment)
        {
            if (cell is null)
                sheet.Cells.Add(cell = new() { Code = code, SavedBy = author });
            if (cell.Value != value)
                cell.ReturnReason = null;
            (cell.Value, cell.Comment, cell.Revision, cell.SavedBy, cell.SavedAt) = (value, comment, Revision, author, now);
            Entries.Add(
                new()
                {
                    Version = sheet.Version,
                    Code = code,
                    Value = value.ToString(),
                    Comment = comment,
                    Revision = Revision,
                    Origin = origin,
                    SavedBy = author,
                    SavedAt = now,
                }
            );
            return cell;
        }
    }
}
