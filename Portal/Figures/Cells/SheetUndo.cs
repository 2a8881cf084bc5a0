using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>A change of one cell.</summary>
public readonly record struct CellEdit(string Code, CellContent Before, CellContent After);

/// <summary>The text of a cell, and the value stored or to be stored with it.</summary>
/// <param name="Reads">
/// Whether <paramref name="Text"/> can be saved and gives <paramref name="Stored"/>; else that is the last value before it.
/// </param>
public readonly record struct CellContent(string Text, bool Reads, FigureValue Stored)
{
    /// <summary>Whether both have the same value; the store normalises input: <c>1,234</c> comes back as <c>1234</c>.</summary>
    public bool HasSameValue(CellContent other) => Text == other.Text || (Reads && other.Reads && Stored == other.Stored);
}

/// <summary>The steps of one user on a sheet, for undo and redo.</summary>
public sealed class SheetUndo
{
    /// <summary>The most steps that are kept; older ones cannot be undone.</summary>
    public const int MostSteps = 200;

    private readonly List<IReadOnlyList<CellEdit>> _done = [];
    private readonly Stack<IReadOnlyList<CellEdit>> _undone = new();

    /// <summary>Adds a step; what had been undone cannot be redone after it. Unchanged cells are left out.</summary>
    public void Push(IReadOnlyList<CellEdit> edits)
    {
        var changed = edits.Where(e => !e.Before.HasSameValue(e.After)).ToList();
        if (changed.Count == 0)
            return;
        _undone.Clear();
        _done.Add(changed);
        if (_done.Count > MostSteps)
            _done.RemoveAt(0);
    }

    /// <summary>Undoes the last step.</summary>
    /// <returns>The change of each cell; empty when there is no step.</returns>
    public IReadOnlyList<CellEdit> Undo()
    {
        if (_done.Count == 0)
            return [];
        var step = _done[^1];
        _done.RemoveAt(_done.Count - 1);
        _undone.Push(step);
        return [.. step.Select(e => new CellEdit(e.Code, e.After, e.Before))];
    }

    /// <inheritdoc cref="Undo"/>
    /// <summary>Redoes the step that was undone last.</summary>
    public IReadOnlyList<CellEdit> Redo()
    {
        if (!_undone.TryPop(out var step))
            return [];
        _done.Add(step);
        return step;
    }
}
