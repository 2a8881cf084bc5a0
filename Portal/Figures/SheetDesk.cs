using Portal.Domain.Figures;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures;

/// <summary>What one person has before them of a sheet: the stored cells, and over them what is typed and not saved yet. Nothing typed is ever lost here.</summary>
/// <param name="definition">The form.</param>
/// <param name="write">Writes a stored value as it stands in an input.</param>
public sealed class SheetDesk(FormDefinition definition, Func<FigureValue, string> write)
{
    private readonly Dictionary<string, DeskCell> _cells = definition.Cells.ToDictionary(c => c.Code, c => new DeskCell(c), StringComparer.Ordinal);
    private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal);
    private bool _taken;

    public SheetUndo Undo { get; } = new();

    public DeskCell this[string code] => _cells[code];

    public IEnumerable<DeskCell> Cells => definition.Cells.Select(c => _cells[c.Code]);

    /// <summary>What stands in the cells now, saved or not; cells that say nothing are left out.</summary>
    public IReadOnlyDictionary<string, FigureValue> Values =>
        _cells.Where(c => !c.Value.Value.IsMissing).ToDictionary(c => c.Key, c => c.Value.Value, StringComparer.Ordinal);

    public bool Knows(string code) => _cells.ContainsKey(code);

    /// <summary>Takes in what the store says now. Cells that hold something unsaved keep it.</summary>
    public void Take(IReadOnlyDictionary<string, CellView> stored)
    {
        foreach (var cell in _cells.Values.ToList())
        {
            var now = stored.GetValueOrDefault(cell.Code);
            if (Equals(now, cell.Saved)) continue;
            if (cell.State == DeskState.Conflict) _cells[cell.Code] = cell with { Saved = now, Theirs = now };
            else if (cell.IsOpen) _cells[cell.Code] = cell with { Saved = now };
            else _cells[cell.Code] = Settled(cell, now) with { Fresh = _taken && now is not null && now.Value != cell.Value ? now.Revision : cell.Fresh };
        }
        _taken = true;
    }

    /// <summary>Somebody changes a cell.</summary>
    /// <param name="seen">The revision they saw when they began; null for the one shown.</param>
    public void Edit(string code, string text, EntryOrigin origin, long? seen = null)
    {
        var cell = _cells[code];
        if (cell.Text == text) return;
        if (origin == EntryOrigin.Typed) _begun.TryAdd(code, cell.Text);
        var problem = TraitRules.TryRead(cell.Cell.Traits, text, out var value);
        var next = cell with { Text = text, Value = value, Problem = problem, Origin = origin, Seen = cell.IsOpen ? cell.Seen : seen ?? cell.Seen };
        _cells[code] = next with { State = StateOf(next) };
    }

    /// <summary>Somebody says something to a warning.</summary>
    public void Say(string code, string comment, long? seen = null)
    {
        var cell = _cells[code];
        var next = cell with { Comment = comment, Seen = cell.IsOpen ? cell.Seen : seen ?? cell.Seen };
        _cells[code] = next with { State = StateOf(next) };
    }

    /// <summary>The typing in every cell ends: what was typed becomes one step that can be undone.</summary>
    public void EndTyping()
    {
        foreach (var (code, before) in _begun) Undo.Push([new(code, before, _cells[code].Text)]);
        _begun.Clear();
    }

    /// <summary>Changes several cells as one step that can be undone.</summary>
    public void EditAll(IReadOnlyList<(string Code, string Text)> cells, EntryOrigin origin)
    {
        EndTyping();
        Undo.Push([.. cells.Select(c => new CellEdit(c.Code, _cells[c.Code].Text, c.Text))]);
        foreach (var (code, text) in cells) Edit(code, text, origin);
        _begun.Clear();
    }

    /// <summary>Takes the last step back, or does it again. A cell that says something else by now is left alone.</summary>
    /// <returns>The codes of the cells that changed; empty when there was nothing to do.</returns>
    public IReadOnlyList<string> StepBack(bool again)
    {
        EndTyping();
        var changed = new List<string>();
        foreach (var (code, from, to) in again ? Undo.Redo() : Undo.Undo())
        {
            if (_cells[code].Text != from) continue;
            Edit(code, to, EntryOrigin.Typed);
            changed.Add(code);
        }
        _begun.Clear();
        return changed;
    }

    /// <summary>What is to be saved, apart for each origin.</summary>
    public IReadOnlyList<(EntryOrigin Origin, IReadOnlyList<CellInput> Cells)> Due() =>
    [
        .. Cells.Where(c => c.State == DeskState.Waiting)
            .GroupBy(c => c.Origin, (origin, cells) => (origin, (IReadOnlyList<CellInput>)[.. cells.Select(Input)])),
    ];

    /// <summary>Takes in what became of a cell that was sent; what was typed meanwhile stays, and is due again.</summary>
    /// <returns>Whether what was sent is in the store now.</returns>
    public bool Settle(CellOutcome outcome)
    {
        if (!_cells.TryGetValue(outcome.Code, out var cell)) return false;
        _cells[outcome.Code] = outcome.Result switch
        {
            CellResult.Refused => cell with { State = DeskState.Invalid, Problem = outcome.Problem ?? "value.refused" },
            CellResult.Conflict => cell with { State = DeskState.Conflict, Saved = outcome.Now, Theirs = outcome.Now },
            _ => Accepted(cell with { Saved = outcome.Now, Seen = outcome.Now?.Revision ?? 0, Theirs = null }),
        };
        return outcome.Result is CellResult.Saved or CellResult.Unchanged;
    }

    /// <summary>Decides a conflict: one's own value is saved over the other's, or given up for it.</summary>
    public void Decide(string code, bool mine)
    {
        var cell = _cells[code];
        if (cell.State != DeskState.Conflict) return;
        if (!mine)
        {
            Undo.Push([new(code, cell.Text, cell.Theirs is { } theirs ? write(theirs.Value) : "")]);
            _cells[code] = Settled(cell, cell.Theirs);
            return;
        }
        var next = cell with { Seen = cell.Theirs?.Revision ?? 0, Theirs = null, State = DeskState.Saved };
        _cells[code] = next with { State = StateOf(next) };
    }

    private DeskCell Accepted(DeskCell cell)
    {
        var state = StateOf(cell with { State = DeskState.Saved });
        return state == DeskState.Saved ? Settled(cell, cell.Saved) : cell with { State = state };
    }

    private DeskCell Settled(DeskCell cell, CellView? now) => cell with
    {
        Saved = now,
        Text = now is null ? "" : write(now.Value),
        Value = now?.Value ?? FigureValue.Missing,
        Comment = now?.Comment ?? "",
        Seen = now?.Revision ?? 0,
        State = DeskState.Saved,
        Problem = null,
        Theirs = null,
    };

    private static DeskState StateOf(DeskCell cell) =>
        cell.State == DeskState.Conflict ? DeskState.Conflict
        : cell.Problem is not null ? DeskState.Invalid
        : cell.TextDiffers || cell.CommentDiffers ? DeskState.Waiting
        : DeskState.Saved;

    private static CellInput Input(DeskCell cell) =>
        new(cell.Code, cell.TextDiffers ? cell.Text : null, cell.CommentDiffers ? cell.Comment.Trim() : null, cell.Seen);
}
