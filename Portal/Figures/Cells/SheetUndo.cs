using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>A change of one cell.</summary>
public readonly record struct CellEdit(string Code, CellStand Before, CellStand After);

/// <summary>What stood in a cell, and what the store had or was to get with it.</summary>
/// <param name="Reads">Whether <paramref name="Text"/> can be saved: then it is what <paramref name="Stored"/> says, else it stood over that.</param>
public readonly record struct CellStand(string Text, bool Reads, FigureValue Stored)
{
    /// <summary>Whether both say the same; the store tidies what was typed: <c>1,234</c> comes back as <c>1234</c>.</summary>
    public bool Says(CellStand other) => Text == other.Text || (Reads && other.Reads && Stored == other.Stored);
}

/// <summary>The steps somebody took on a sheet, to take them back and do them again.</summary>
public sealed class SheetUndo
{
    /// <summary>The most steps that are kept; older ones cannot be undone.</summary>
    public const int MostSteps = 200;

    private readonly List<IReadOnlyList<CellEdit>> _done = [];
    private readonly Stack<IReadOnlyList<CellEdit>> _undone = new();

    /// <summary>A new step; what had been undone cannot be done again after it. Cells that stayed as they were are no part of it.</summary>
    public void Push(IReadOnlyList<CellEdit> edits)
    {
        var changed = edits.Where(e => !e.Before.Says(e.After)).ToList();
        if (changed.Count == 0)
            return;
        _undone.Clear();
        _done.Add(changed);
        if (_done.Count > MostSteps)
            _done.RemoveAt(0);
    }

    /// <summary>Takes the last step back.</summary>
    /// <returns>What becomes what, by cell; empty when there is no step.</returns>
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
    /// <summary>Does the step again that was taken back last.</summary>
    public IReadOnlyList<CellEdit> Redo()
    {
        if (!_undone.TryPop(out var step))
            return [];
        _done.Add(step);
        return step;
    }
}
