using System.Globalization;

namespace Portal.Domain.Documents.Tables;

/// <summary>The row and column of a cell on a worksheet; both from 1.</summary>
public readonly record struct CellPlace(int Row, int Column)
{
    /// <summary>The last column of a worksheet.</summary>
    public const int LastColumn = 16_384;

    /// <summary>The last row of a worksheet.</summary>
    public const int LastRow = 1_048_576;

    /// <summary>As in <c>D7</c>.</summary>
    public override string ToString() => ColumnName(Column) + Row.ToString(CultureInfo.InvariantCulture);

    public static string ColumnName(int column) => column <= 0 ? "" : ColumnName((column - 1) / 26) + (char)('A' + ((column - 1) % 26));

    /// <summary>Reads <c>D7</c> and <c>$D$7</c>; null for anything else.</summary>
    public static CellPlace? Read(ReadOnlySpan<char> text)
    {
        var column = 0;
        var i = 0;
        for (; i < text.Length && !char.IsAsciiDigit(text[i]); i++)
        {
            if (text[i] == '$')
                continue;
            if (!char.IsAsciiLetter(text[i]) || column > LastColumn)
                return null;
            column = (column * 26) + char.ToUpperInvariant(text[i]) - 'A' + 1;
        }
        return
            column is >= 1 and <= LastColumn
            && int.TryParse(text[i..], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row is >= 1 and <= LastRow
            ? new(row, column)
            : null;
    }
}
