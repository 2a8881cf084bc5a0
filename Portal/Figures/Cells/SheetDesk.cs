using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>What one person has before them of a sheet: the stored cells, and over them what is typed and not saved yet. Nothing typed is ever lost here.</summary>
/// <param name="definition">The form.</param>
/// <param name="write">Writes a stored value as it stands in an input.</param>
public sealed class SheetDesk(FormDefinition definition, Func<FigureValue, string> write)
{
    private readonly Dictionary<string, DeskCell> _cells = definition.Cells.ToDictionary(
        c => c.Code,
        c => new DeskCell(c),
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, CellStand> _begun = new(StringComparer.Ordinal);
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
            if (Equals(now, cell.Saved))
                continue;
            if (cell.State == DeskState.Conflict)
                _cells[cell.Code] = cell with { Saved = now, Theirs = now };
            else if (cell.IsOpen)
                _cells[cell.Code] = cell with { Saved = now };
            else
                Yield(cell, now);
        }
        _taken = true;
    }

    /// <summary>Somebody changes a cell.</summary>
    /// <param name="seen">The revision they saw when they began; null for the one shown.</param>
    public void Edit(string code, string text, EntryOrigin origin, long? seen = null)
    {
        var cell = _cells[code];
        if (cell.Text == text)
            return;
        if (origin == EntryOrigin.Typed)
            _begun.TryAdd(code, cell.Stand);
        var next = Read(cell with { Text = text, Origin = origin, Seen = cell.SeenFrom(seen) });
        _cells[code] = next with { State = StateOf(next) };
    }

    /// <summary>Somebody says something to a warning.</summary>
    public void Say(string code, string comment, long? seen = null)
    {
        var cell = _cells[code];
        var next = Read(cell with { Comment = comment, Seen = cell.SeenFrom(seen) });
        _cells[code] = next with { State = StateOf(next) };
    }

    /// <summary>The typing in every cell ends: what was typed becomes one step that can be undone.</summary>
    public void EndTyping()
    {
        foreach (var (code, before) in _begun)
            Undo.Push([new(code, before, _cells[code].Stand)]);
        _begun.Clear();
    }

    /// <summary>Changes several cells as one step that can be undone.</summary>
    public void EditAll(IReadOnlyList<(string Code, string Text)> cells, EntryOrigin origin)
    {
        EndTyping();
        var before = cells.Select(c => _cells[c.Code].Stand).ToList();
        foreach (var (code, text) in cells)
            Edit(code, text, origin);
        Undo.Push([.. cells.Zip(before, (c, stood) => new CellEdit(c.Code, stood, _cells[c.Code].Stand))]);
        _begun.Clear();
    }

    /// <summary>Takes the last step back, or does it again. A cell that says something else by now is left alone. Where a text comes back that cannot be saved, the store gets what that stood over.</summary>
    /// <returns>The codes of the cells that changed; empty when there was nothing to do.</returns>
    public IReadOnlyList<string> StepBack(bool again)
    {
        EndTyping();
        var changed = new List<string>();
        foreach (var (code, from, to) in again ? Undo.Redo() : Undo.Undo())
        {
            if (!_cells[code].Stand.Says(from))
                continue;
            Edit(code, to.Text, EntryOrigin.Typed);
            if (_cells[code].Problem is not null)
                _cells[code] = _cells[code] with { Under = to.Stored };
            changed.Add(code);
        }
        _begun.Clear();
        return changed;
    }

    /// <summary>Whether anything typed is not on its way to the store yet.</summary>
    public bool IsDue => _cells.Values.Any(c => c.IsDue);

    /// <summary>Sends what waits: the cells of one origin, which stay open until they are settled.</summary>
    /// <returns>Null when nothing waits.</returns>
    public (EntryOrigin Origin, IReadOnlyList<CellInput> Cells)? Send()
    {
        var waiting = Cells.Where(c => c.IsDue).ToList();
        if (waiting.Count == 0)
            return null;
        var origin = waiting[0].Origin;
        var sent = waiting.Where(c => c.Origin == origin).ToList();
        foreach (var cell in sent)
            _cells[cell.Code] = cell with { Sent = new(cell.Text, cell.Comment, cell.Stand.Stored) };
        return (origin, [.. sent.Select(Input)]);
    }

    /// <summary>What was sent did not arrive: it waits again.</summary>
    public void Recall()
    {
        foreach (var cell in _cells.Values.Where(c => c.Sent is not null).ToList())
            _cells[cell.Code] = Open(cell with { Sent = null });
    }

    /// <summary>Takes in what became of a cell that was sent; what was typed meanwhile stays, and is due again.</summary>
    /// <returns>What was sent, when it is in the store now; else null.</returns>
    public SentTexts? Settle(CellOutcome outcome)
    {
        if (!_cells.TryGetValue(outcome.Code, out var cell) || cell.Sent is not { } sent)
            return null;
        // The store may have told of a later change before it answered.
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
                        State = DeskState.Invalid,
                        Problem = outcome.Problem ?? "value.refused",
                        Value = FigureValue.Missing,
                        Under = null,
                    };
                return null;
            case CellResult.Conflict:
                _cells[cell.Code] = back with { State = DeskState.Conflict, Theirs = stored, Under = null };
                return null;
            case var _ when !typedOn && cell.Problem is not null: // what lay under a text that cannot be saved
                _cells[cell.Code] = back with { Seen = stored?.Revision ?? 0, Under = null };
                return null;
            default:
                if (typedOn)
                    _cells[cell.Code] = Open(back with { Seen = outcome.Now?.Revision ?? 0 });
                else if (stored != outcome.Now)
                    Yield(back, stored);
                else
                    _cells[cell.Code] = Settled(back, stored);
                return sent;
        }
    }

    /// <summary>Decides a conflict: one's own value is saved over the other's, or given up for it.</summary>
    public void Decide(string code, bool mine)
    {
        var cell = _cells[code];
        if (cell.State != DeskState.Conflict)
            return;
        if (!mine)
        {
            _cells[code] = Settled(cell, cell.Theirs) with { OwnSince = cell.Theirs?.Revision ?? 0 };
            Undo.Push([new(code, cell.Stand, _cells[code].Stand)]);
            return;
        }
        var next = cell with { Seen = cell.Theirs?.Revision ?? 0, Theirs = null, State = DeskState.Saved };
        _cells[code] = next with { State = StateOf(next) };
    }

    // Somebody else changed a cell in which nothing waits.
    private void Yield(DeskCell cell, CellView? now)
    {
        _begun.Remove(cell.Code);
        var fresh = _taken && now is not null && now.Value != cell.Value ? now.Revision : cell.Fresh;
        _cells[cell.Code] = Settled(cell, now) with { Fresh = fresh, OwnSince = now?.Revision ?? 0 };
    }

    // What stands in it is its author's, and may be what the store has all the same.
    private DeskCell Open(DeskCell cell)
    {
        var state = StateOf(cell);
        return state == DeskState.Saved ? Settled(cell, cell.Saved) : cell with { State = state };
    }

    private DeskCell Settled(DeskCell cell, CellView? now) =>
        cell with
        {
            Saved = now,
            Text = now is null ? "" : write(now.Value),
            Value = now?.Value ?? FigureValue.Missing,
            Comment = now?.Comment ?? "",
            Seen = now?.Revision ?? 0,
            State = DeskState.Saved,
            Problem = null,
            Under = null,
            Theirs = null,
            Sent = null,
        };

    private static DeskState StateOf(DeskCell cell) =>
        cell.State == DeskState.Conflict ? DeskState.Conflict
        : cell.Problem is not null ? DeskState.Invalid
        : cell.Sent is not null || cell.TextDiffers || cell.CommentDiffers ? DeskState.Waiting
        : DeskState.Saved;

    // What cannot be saved counts nowhere.
    private static DeskCell Read(DeskCell cell)
    {
        var problem = TraitRules.TryRead(cell.Cell.Traits, cell.Text, out var value);
        return cell with
        {
            Problem = problem,
            Value = problem is null ? value : FigureValue.Missing,
            Under = problem is null ? null : cell.Under,
        };
    }

    private CellInput Input(DeskCell cell) =>
        new(
            cell.Code,
            cell.State == DeskState.Invalid ? write(cell.Stand.Stored)
                : cell.TextDiffers ? cell.Text
                : null,
            cell.State != DeskState.Invalid && cell.CommentDiffers ? cell.Comment.Trim() : null,
            cell.Seen
        );
}
