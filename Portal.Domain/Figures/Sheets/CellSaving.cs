using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Writes the cells of one call into a sheet, each with an entry in its history.</summary>
internal sealed class CellSaving(FigureSheet sheet, FormDefinition definition, EntryOrigin origin, string author, DateTimeOffset now)
{
    /// <summary>The sheet's revision after this saving.</summary>
    public long Revision { get; } = sheet.Revision + 1;

    /// <summary>Whether the value or comment of any cell changed.</summary>
    public bool Changed { get; private set; }

    public CellOutcome Save(CellInput input)
    {
        var cell = sheet.Cells.Find(c => c.Code == input.Code);
        var before = cell is null ? null : SheetReader.ToView(cell);
        if (Problem(input, cell, out var value) is { } problem)
            return new(input.Code, CellResult.Refused, before, problem);

        var comment = cell?.Comment;
        if (input.Comment is { } written)
            comment = written.Trim() is { Length: > 0 } words ? words : null;
        if (value == (cell?.Value ?? default) && comment == cell?.Comment)
            return new(input.Code, CellResult.Unchanged, before);
        if (input.SeenRevision != (cell?.Revision ?? 0))
            return new(input.Code, CellResult.Conflict, before);
        return new(input.Code, CellResult.Saved, SheetReader.ToView(Write(cell, input.Code, value, comment)));
    }

    private string? Problem(CellInput input, FigureCell? cell, out FigureValue value)
    {
        value = cell?.Value ?? default;
        if (definition.Find(input.Code) is not { } place)
            return FigureRefusal.CellUnknown.Code;
        if (input.Comment?.Length > FigureColumns.TextLength)
            return "comment.tooLong";
        if (input.Comment is { } comment && !RecordText.IsStorable(comment))
            return "comment.unprintable";
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
        Changed = true;
        sheet.Entries.Add(
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
