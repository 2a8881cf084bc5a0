using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>The cells of a sheet for one editor: the stored values, and over them unsaved input. It never loses input.</summary>
/// <param name="definition">The form.</param>
/// <param name="write">Formats a stored value for an input.</param>
public sealed class SheetEditor(FormDefinition definition, Func<FigureValue, string> write)
{
    private readonly Dictionary<string, EditorCell> _cells = definition.Cells.ToDictionary(
        c => c.Code,
        c => new EditorCell(c),
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, CellContent> _begun = new(StringComparer.Ordinal);
    private bool _taken;

    public SheetUndo Undo { get; } = new();

    public EditorCell this[string code] => _cells[code];

    public IEnumerable<EditorCell> Cells => definition.Cells.Select(c => _cells[c.Code]);

    /// <summary>The current values of the cells, saved or not; empty cells are left out.</summary>
    public IReadOnlyDictionary<string, FigureValue> Values =>
        _cells.Where(c => !c.Value.Value.IsMissing).ToDictionary(c => c.Key, c => c.Value.Value, StringComparer.Ordinal);

    public bool Contains(string code) => _cells.ContainsKey(code);

    /// <summary>Accepts the stored cells. Cells with unsaved input keep it.</summary>
    public void AcceptStored(IReadOnlyDictionary<string, CellView> stored)
    {
        foreach (var cell in _cells.Values.ToList())
        {
            var now = stored.GetValueOrDefault(cell.Code);
            if (Equals(now, cell.Saved))
                continue;
            if (cell.State == CellSaveState.Conflict)
                _cells[cell.Code] = cell with { Saved = now, Remote = now };
            else if (cell.IsOpen)
                _cells[cell.Code] = cell with { Saved = now };
            else
                AcceptRemote(cell, now);
        }
        _taken = true;
    }

    /// <summary>The user changes a cell.</summary>
    /// <param name="seen">The revision shown when the change began; null for the one shown now.</param>
    public void Edit(string code, string text, EntryOrigin origin, long? seen = null)
    {
        var cell = _cells[code];
        if (cell.Text == text)
            return;
        if (origin == EntryOrigin.Typed)
            _begun.TryAdd(code, cell.CurrentContent);
        var next = Read(cell with { Text = text, Origin = origin, Seen = cell.SeenRevision(seen) });
        _cells[code] = next with { State = StateOf(next) };
    }

    /// <summary>The user changes the comment on a warning.</summary>
    public void EditComment(string code, string comment, long? seen = null)
    {
        var cell = _cells[code];
        var next = Read(cell with { Comment = comment, Seen = cell.SeenRevision(seen) });
        _cells[code] = next with { State = StateOf(next) };
    }

    /// <summary>Ends the typing in every cell: it becomes one step that can be undone.</summary>
    public void EndTyping()
    {
        foreach (var (code, before) in _begun)
            Undo.Push([new(code, before, _cells[code].CurrentContent)]);
        _begun.Clear();
    }

    /// <summary>Changes several cells as one step that can be undone.</summary>
    public void EditAll(IReadOnlyList<(string Code, string Text)> cells, EntryOrigin origin)
    {
        EndTyping();
        var before = cells.Select(c => _cells[c.Code].CurrentContent).ToList();
        foreach (var (code, text) in cells)
            Edit(code, text, origin);
        Undo.Push([.. cells.Zip(before, (c, stood) => new CellEdit(c.Code, stood, _cells[c.Code].CurrentContent))]);
        _begun.Clear();
    }

    /// <summary>
    /// Undoes the last step, or redoes it. Cells changed since are skipped. Where a text comes back that cannot be saved, the last value
    /// before it is stored.
    /// </summary>
    /// <returns>The codes of the cells that changed; empty when there was nothing to do.</returns>
    public IReadOnlyList<string> StepBack(bool again)
    {
        EndTyping();
        var changed = new List<string>();
        foreach (var (code, from, to) in again ? Undo.Redo() : Undo.Undo())
        {
            if (!_cells[code].CurrentContent.HasSameValue(from))
                continue;
            Edit(code, to.Text, EntryOrigin.Typed);
            if (_cells[code].Problem is not null)
                _cells[code] = _cells[code] with { LastValidValue = to.Stored };
            changed.Add(code);
        }
        _begun.Clear();
        return changed;
    }

    /// <summary>Whether any input waits to be sent.</summary>
    public bool IsDue => _cells.Values.Any(c => c.IsDue);

    /// <summary>Sends waiting cells, those of one origin; they stay open until the answer.</summary>
    /// <returns>Null when nothing waits.</returns>
    public (EntryOrigin Origin, IReadOnlyList<CellInput> Cells)? Send()
    {
        var waiting = Cells.Where(c => c.IsDue).ToList();
        if (waiting.Count == 0)
            return null;
        var origin = waiting[0].Origin;
        var sent = waiting.Where(c => c.Origin == origin).ToList();
        foreach (var cell in sent)
            _cells[cell.Code] = cell with { Sent = new(cell.Text, cell.Comment, cell.CurrentContent.Stored) };
        return (origin, [.. sent.Select(Input)]);
    }

    /// <summary>The cells that were sent did not arrive: they wait again.</summary>
    public void Requeue()
    {
        foreach (var cell in _cells.Values.Where(c => c.Sent is not null).ToList())
            _cells[cell.Code] = Open(cell with { Sent = null });
    }

    /// <summary>Applies the store's answer for a cell; input typed since stays and waits to be sent.</summary>
    /// <returns>The text that was sent, when it is stored now; else null.</returns>
    public SentTexts? Settle(CellOutcome outcome)
    {
        if (!_cells.TryGetValue(outcome.Code, out var cell) || cell.Sent is not { } sent)
            return null;
        // A notification of a later change may have come before the answer.
        var stored = (cell.Saved?.Revision ?? 0) > (outcome.Now?.Revision ?? 0) ? cell.Saved : outcome.Now;
        var typedOn = (sent.Text, sent.Comment) != (cell.Text, cell.Comment);
        var back = cell with { Saved = stored, Sent = null };
        switch (outcome.Result)
        {
            case CellResult.Refused:
                _cells[cell.Code] = typedOn
                    ? Open(back)
                    : back with
                    {
                        State = CellSaveState.Invalid,
                        Problem = outcome.Problem ?? "value.refused",
                        Value = FigureValue.Missing,
                        LastValidValue = null,
                    };
                return null;
            case CellResult.Conflict:
                _cells[cell.Code] = back with { State = CellSaveState.Conflict, Remote = stored, LastValidValue = null };
                return null;
            case var _ when !typedOn && cell.Problem is not null: // the value before a text that cannot be saved
                _cells[cell.Code] = back with { Seen = stored?.Revision ?? 0, LastValidValue = null };
                return null;
            case CellResult.Saved or CellResult.Unchanged:
                break;
        }
        if (typedOn)
            _cells[cell.Code] = Open(back with { Seen = outcome.Now?.Revision ?? 0 });
        else if (stored != outcome.Now)
            AcceptRemote(back, stored);
        else
            _cells[cell.Code] = Settled(back, stored);
        return sent;
    }

    /// <summary>Decides a conflict: saves the own value over the other one, or discards it.</summary>
    public void Decide(string code, bool mine)
    {
        var cell = _cells[code];
        if (cell.State != CellSaveState.Conflict)
            return;
        if (!mine)
        {
            _cells[code] = Settled(cell, cell.Remote) with { OwnSinceRevision = cell.Remote?.Revision ?? 0 };
            Undo.Push([new(code, cell.CurrentContent, _cells[code].CurrentContent)]);
            return;
        }
        var next = cell with { Seen = cell.Remote?.Revision ?? 0, Remote = null, State = CellSaveState.Saved };
        _cells[code] = next with { State = StateOf(next) };
    }

    // Another user changed a cell without unsaved input.
    private void AcceptRemote(EditorCell cell, CellView? now)
    {
        _begun.Remove(cell.Code);
        var fresh = _taken && now is not null && now.Value != cell.Value ? now.Revision : cell.Fresh;
        _cells[cell.Code] = Settled(cell, now) with { Fresh = fresh, OwnSinceRevision = now?.Revision ?? 0 };
    }

    // The cell holds unsaved input, which may equal the stored value all the same.
    private EditorCell Open(EditorCell cell)
    {
        var state = StateOf(cell);
        return state == CellSaveState.Saved ? Settled(cell, cell.Saved) : cell with { State = state };
    }

    private EditorCell Settled(EditorCell cell, CellView? now) =>
        cell with
        {
            Saved = now,
            Text = now is null ? "" : write(now.Value),
            Value = now?.Value ?? FigureValue.Missing,
            Comment = now?.Comment ?? "",
            Seen = now?.Revision ?? 0,
            State = CellSaveState.Saved,
            Problem = null,
            LastValidValue = null,
            Remote = null,
            Sent = null,
        };

    private static CellSaveState StateOf(EditorCell cell) =>
        cell.State == CellSaveState.Conflict ? CellSaveState.Conflict
        : cell.Problem is not null ? CellSaveState.Invalid
        : cell.Sent is not null || cell.TextDiffers || cell.CommentDiffers ? CellSaveState.Waiting
        : CellSaveState.Saved;

    // Text that cannot be saved counts nowhere.
    private static EditorCell Read(EditorCell cell)
    {
        var problem = TraitRules.TryRead(cell.Cell.Traits, cell.Text, out var value);
        return cell with
        {
            Problem = problem,
            Value = problem is null ? value : FigureValue.Missing,
            LastValidValue = problem is null ? null : cell.LastValidValue,
        };
    }

    private CellInput Input(EditorCell cell) =>
        new(
            cell.Code,
            cell.State == CellSaveState.Invalid ? write(cell.CurrentContent.Stored)
                : cell.TextDiffers ? cell.Text
                : null,
            cell.State != CellSaveState.Invalid && cell.CommentDiffers ? cell.Comment.Trim() : null,
            cell.Seen
        );
}
