using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>A forward cursor over cells in the table's order, each cell once.</summary>
internal interface ICellCursor
{
    /// <summary><see cref="CellKey.Packed"/> of the current cell.</summary>
    UInt128 Key { get; }

    ref readonly Measures Sum { get; }

    /// <summary>Moves to the next cell, the first call to the first cell; false after the last.</summary>
    bool MoveNext();
}

/// <summary>Cells in memory; added in any order, then sorted once.</summary>
internal sealed class CellList
{
    private UInt128[] _keys = new UInt128[64];
    private int[] _order = new int[64];
    private Measures[] _sums = new Measures[64];

    /// <summary>Number of additions; a cell may have been added more than once.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the cell. <see cref="Sort"/> is not needed when all cells are added in order.</summary>
    public void Add(UInt128 key, in Measures measures)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _sums, Count * 2);
            Array.Resize(ref _order, Count * 2);
        }
        (_keys[Count], _sums[Count], _order[Count]) = (key, measures, Count);
        Count++;
    }

    /// <summary>Removes all cells and keeps the allocated memory.</summary>
    public void Clear() => Count = 0;

    public void Sort() => Array.Sort(_keys, _order, 0, Count);

    /// <summary>The cells in order; additions of one key are summed, and cells with all measures zero are left out.</summary>
    public ICellCursor Read() => new Cursor(this);

    public IEnumerable<KeyValuePair<CellKey, Measures>> AsPairs()
    {
        for (var cells = Read(); cells.MoveNext(); )
            yield return new(CellKey.Unpack(cells.Key), cells.Sum);
    }

    private sealed class Cursor(CellList cells) : ICellCursor
    {
        private int _next;
        private Measures _sum;

        public UInt128 Key { get; private set; }

        public ref readonly Measures Sum => ref _sum;

        public bool MoveNext()
        {
            while (_next < cells.Count)
            {
                (Key, _sum) = (cells._keys[_next], cells._sums[cells._order[_next]]);
                while (++_next < cells.Count && cells._keys[_next] == Key)
                    Measures.AddTo(ref _sum, cells._sums[cells._order[_next]]);
                if (!_sum.IsZero)
                    return true;
            }
            return false;
        }
    }
}
