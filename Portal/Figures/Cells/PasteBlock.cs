using System.Text;
using Portal.Domain.Figures.Forms;

namespace Portal.Figures.Cells;

/// <summary>
/// A block of cells in the clipboard format of spreadsheets: rows end with a line break, tabs part cells, cells with breaks are quoted.
/// </summary>
public static class PasteBlock
{
    /// <summary>The rows of the block; the line break after the last row makes no row of its own.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var rows = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        for (var at = 0; at <= plain.Length; )
        {
            row.Add(Cell(plain, ref at).Trim());
            var ends = at >= plain.Length || plain[at] == '\n';
            at++;
            if (!ends)
                continue;
            rows.Add(row);
            row = [];
            if (at >= plain.Length)
                break;
        }
        return rows;
    }

    /// <summary>Lays the block over a section, beginning at a cell and going right and down.</summary>
    public static PastePlaces Place(FormSection section, string from, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = Math.Max(1, section.Columns.Count);
        var codes = section.Cells.Select(c => c.Code).ToList();
        var (startRow, startColumn) = Math.DivRem(codes.IndexOf(from), columns);
        var placed = new List<(string, string)>();
        var (rowsLeft, columnsLeft) = (0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            if (startRow + i >= section.Rows.Count)
            {
                if (rows[i].Any(c => c.Length > 0))
                    rowsLeft++;
                continue;
            }
            var room = columns - startColumn;
            placed.AddRange(rows[i].Take(room).Select((text, j) => (codes[((startRow + i) * columns) + startColumn + j], text)));
            columnsLeft = Math.Max(columnsLeft, LastFilled(rows[i]) - room);
        }
        return new(placed, rows.Count, rowsLeft, rows.Max(r => r.Count), Math.Max(0, columnsLeft));
    }

    private static int LastFilled(IReadOnlyList<string> row) => row.Count - row.Reverse().TakeWhile(c => c.Length == 0).Count();

    private static string Cell(string text, ref int at)
    {
        if (at < text.Length && text[at] == '"' && Quoted(text, at) is { } quoted)
        {
            at = quoted.End;
            return quoted.Text;
        }
        var end = text.AsSpan(at).IndexOfAny('\t', '\n');
        var cell = end < 0 ? text[at..] : text.Substring(at, end);
        at += cell.Length;
        return cell;
    }

    // A quote that is never closed, or closed in the middle of a cell, is a character like any other.
    private static (string Text, int End)? Quoted(string text, int start)
    {
        var cell = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '"')
                cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                cell.Append(text[at++]);
            else
                return at + 1 == text.Length || text[at + 1] is '\t' or '\n' ? (cell.ToString(), at + 1) : null;
        }
        return null;
    }
}

/// <summary>The cells that a pasted block fills.</summary>
/// <param name="Cells">The text for each cell within the section.</param>
/// <param name="RowsLeft">Rows with a value beyond the section's last row.</param>
/// <param name="ColumnsLeft">Columns with a value beyond the section's last column.</param>
public sealed record PastePlaces(IReadOnlyList<(string Code, string Text)> Cells, int Rows, int RowsLeft, int Columns, int ColumnsLeft);
