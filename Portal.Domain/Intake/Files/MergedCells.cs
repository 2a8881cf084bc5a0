namespace Portal.Domain.Intake.Files;

/// <summary>The merged areas of a sheet below its heading, as far as they cover its columns; moved down row by row.</summary>
internal sealed class MergedCells
{
    private readonly List<(CellPlace First, CellPlace Last)> _areas;
    private readonly MergedArea?[] _now;
    private int _next;
    private int _row;

    /// <param name="areas">Of the sheet, in any order.</param>
    /// <param name="heading">Areas that begin here or above are titles; 0 when there is no heading.</param>
    /// <param name="columns">Of the heading.</param>
    public MergedCells(IReadOnlyList<(CellPlace First, CellPlace Last)> areas, int heading, int columns)
    {
        _areas = [.. areas.Where(a => a.First.Row > heading && a.First.Column <= columns && a.First != a.Last).OrderBy(a => a.First.Row)];
        _now = new MergedArea?[columns];
    }

    /// <summary>Goes on to a row below the present one.</summary>
    public void MoveTo(int row)
    {
        _row = row;
        for (; _next < _areas.Count && _areas[_next].First.Row <= row; _next++)
        {
            var (first, last) = _areas[_next];
            var area = new MergedArea(first, last);
            for (var column = first.Column; column <= Math.Min(last.Column, _now.Length); column++)
                _now[column - 1] = area;
        }
    }

    /// <summary>
    /// The area whose content the cell of the present row shows without holding it; null when there is none with a content.
    /// </summary>
    public MergedArea? AreaOf(int column) =>
        column < _now.Length && _now[column] is { HasContent: true } area && _row <= area.Last.Row && IsHidden(area, column)
            ? area with
            {
                Value = column + 1 == area.First.Column ? area.Value : null, // a value belongs to one column alone
            }
            : null;

    /// <summary>Keeps the contents of areas that begin in the present row.</summary>
    public void Keep(XlsxCell[] cells)
    {
        foreach (var area in _now)
        {
            if (area is not null && area.First.Row == _row && area.First.Column <= cells.Length)
                area.Value = cells[area.First.Column - 1] is { Text.Length: > 0 } value ? value : null;
        }
    }

    private bool IsHidden(MergedArea area, int column) => _row > area.First.Row || column + 1 > area.First.Column;
}

/// <summary>A merged area of cells.</summary>
internal sealed record MergedArea(CellPlace First, CellPlace Last)
{
    /// <summary>What its first cell holds; null while that is unknown, or blank.</summary>
    public XlsxCell? Value { get; set; }

    public bool HasContent => Value is not null;

    public override string ToString() => $"{First}:{Last}";
}
