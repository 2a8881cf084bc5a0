using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Merges runs of expected and of found cells in the table's order, and sums each side by cell.</summary>
internal sealed class CellMerge
{
    private readonly PriorityQueue<(ICellCursor Cells, bool Found), UInt128> _next = new();
    private Measures _expected;
    private Measures _found;

    public CellMerge(IEnumerable<CellRun> expected, IEnumerable<CellRun> found)
    {
        foreach (var run in expected)
            Queue(run, found: false);
        foreach (var run in found)
            Queue(run, found: true);
    }

    public UInt128 Key { get; private set; }

    public ref readonly Measures Expected => ref _expected;

    public ref readonly Measures Found => ref _found;

    public bool MoveNext()
    {
        if (!_next.TryPeek(out _, out var key))
            return false;
        (Key, _expected, _found) = (key, default, default);
        while (_next.TryPeek(out var first, out var at) && at == key)
        {
            Measures.AddTo(ref first.Found ? ref _found : ref _expected, first.Cells.Sum);
            if (first.Cells.MoveNext())
                _next.DequeueEnqueue(first, first.Cells.Key);
            else
                _next.Dequeue();
        }
        return true;
    }

    private void Queue(CellRun run, bool found)
    {
        var cells = run.Read();
        if (cells.MoveNext())
            _next.Enqueue((cells, found), cells.Key);
    }
}
