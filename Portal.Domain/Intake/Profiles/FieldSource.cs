using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Reads one field's text from each row.</summary>
internal sealed class FieldSource
{
    private readonly int[] _columns = [];
    private readonly string? _constant;
    private readonly string? _blank;
    private readonly string? _otherwise;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>? _values;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? _noValue;
    private readonly (string Text, int Column)[]? _parts;
    private readonly bool _isIdentifier;

    /// <summary>The field is one column, unchanged.</summary>
    /// <param name="isIdentifier">The field is a number or code that identifies something.</param>
    public FieldSource(int column, bool isIdentifier) => (_columns, _isIdentifier) = ([column], isIdentifier);

    /// <param name="mapping">The field's mapping in the profile.</param>
    /// <param name="noValue">The texts that stand for a blank cell.</param>
    /// <param name="isIdentifier">The field is a number or code that identifies something.</param>
    /// <param name="columnOf">Gives a column's index; −1 when the file does not have it.</param>
    public FieldSource(FieldMapping mapping, IReadOnlyCollection<string> noValue, bool isIdentifier, Func<string, int> columnOf)
    {
        (_constant, _blank, _otherwise) = (mapping.Constant, mapping.Blank, mapping.Otherwise);
        _isIdentifier = isIdentifier;
        _columns = [.. (mapping.Column is { } column ? [column] : mapping.Columns ?? []).Select(columnOf)];
        if (mapping.Template is { } template)
            _parts = [.. FieldTemplate.Parts(template).Select(p => (p.Text, p.Column is null ? -2 : columnOf(p.Column)))];
        if (mapping.Values is { } values)
        {
            _values = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        }
        if (noValue.Count > 0)
            _noValue = noValue.ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The columns that the field is read from when it identifies something; else none.</summary>
    public IEnumerable<int> IdentifierColumns =>
        _isIdentifier ? _columns.Concat(_parts?.Select(part => part.Column) ?? []).Where(column => column >= 0) : [];

    /// <summary>Whether the row gives the field, even as a blank.</summary>
    public bool IsGiven(RowTable row)
    {
        if (_constant is not null || _blank is not null)
            return true;
        foreach (var column in _columns)
        {
            if (row.Has(column))
                return true;
        }
        return _parts is not null && Array.Exists(_parts, part => part.Column > -2 && row.Has(part.Column));
    }

    /// <summary>Whether a cell that the field is read from is a number that cannot identify anything.</summary>
    public bool IsNoIdentifier(RowTable row)
    {
        foreach (var column in _columns)
        {
            if (!CellOf(row, column).IsEmpty)
                return row.IsNoIdentifier(column);
        }
        return _parts is not null && Array.Exists(_parts, part => part.Column >= 0 && row.IsNoIdentifier(part.Column));
    }

    /// <summary>The trimmed text; empty when there is none.</summary>
    public ReadOnlySpan<char> Read(RowTable row)
    {
        if (_constant is not null)
            return _constant;
        var text = _parts is null ? FirstOrBlank(row) : Compose(row);
        if (_values is not { } values)
            return text;
        return values.TryGetValue(text, out var ours) ? ours
            : text.IsEmpty || _otherwise is null ? text
            : _otherwise;
    }

    private ReadOnlySpan<char> FirstOrBlank(RowTable row)
    {
        foreach (var column in _columns)
        {
            if (CellOf(row, column) is { IsEmpty: false } cell)
                return cell;
        }
        return _blank;
    }

    private ReadOnlySpan<char> CellOf(RowTable row, int column)
    {
        if (column < 0)
            return default;
        var cell = CsvText.Plain((_isIdentifier ? row.Identifier(column) : row.Cell(column)).Trim());
        if (_isIdentifier && cell.Length > 1 && cell[0] == '\'')
            cell = cell[1..];
        return _noValue is { } noValue && noValue.Contains(cell) ? default : cell;
    }

    private string Compose(RowTable row)
    {
        var text = new StringBuilder();
        foreach (var (before, column) in _parts!)
        {
            text.Append(before);
            if (column > -2)
                text.Append(CellOf(row, column) is { IsEmpty: false } cell ? cell : _blank);
        }
        return text.ToString();
    }
}
