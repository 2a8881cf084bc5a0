using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Reads one field's text from each row.</summary>
internal sealed class FieldSource
{
    private readonly int _column = -1;
    private readonly string? _constant;
    private readonly string? _blank;
    private readonly string? _otherwise;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>? _values;
    private readonly (string Text, int Column)[]? _parts;

    /// <summary>The field is one column, unchanged.</summary>
    public FieldSource(int column) => _column = column;

    /// <param name="mapping">The field's mapping in the profile.</param>
    /// <param name="columnOf">Gives a column's index; −1 when the file does not have it.</param>
    public FieldSource(FieldMapping mapping, Func<string, int> columnOf)
    {
        (_constant, _blank, _otherwise) = (mapping.Constant, mapping.Blank, mapping.Otherwise);
        if (mapping.Column is { } column)
            _column = columnOf(column);
        if (mapping.Template is { } template)
            _parts = [.. FieldTemplate.Parts(template).Select(p => (p.Text, p.Column is null ? -2 : columnOf(p.Column)))];
        if (mapping.Values is { } values)
        {
            _values = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>The trimmed text; empty when there is none.</summary>
    public ReadOnlySpan<char> Read(RowTable row)
    {
        if (_constant is not null)
            return _constant;
        var text = _parts is null ? CellOrBlank(row, _column) : Compose(row);
        if (_values is not { } values)
            return text;
        return values.TryGetValue(text, out var ours) ? ours
            : text.IsEmpty || _otherwise is null ? text
            : _otherwise;
    }

    private ReadOnlySpan<char> CellOrBlank(RowTable row, int column)
    {
        var cell = column < 0 ? default : CsvText.Plain(row.Cell(column).Trim());
        return cell.IsEmpty ? _blank : cell;
    }

    private string Compose(RowTable row)
    {
        var text = new StringBuilder();
        foreach (var (before, column) in _parts!)
        {
            text.Append(before);
            if (column > -2)
                text.Append(CellOrBlank(row, column));
        }
        return text.ToString();
    }
}

/// <summary>Splits a template such as <c>{department}/{service}</c> into its parts.</summary>
internal static class FieldTemplate
{
    /// <summary>Literal texts, each with the column that follows it; the last may have no column. Null when braces do not match.</summary>
    public static IReadOnlyList<(string Text, string? Column)>? TryParts(string template)
    {
        var parts = new List<(string, string?)>();
        var rest = template;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var open && open >= 0)
        {
            var close = rest.IndexOf('}', open);
            if (close < open + 2 || rest[..open].Contains('}', StringComparison.Ordinal))
                return null;
            parts.Add((rest[..open], rest[(open + 1)..close].Trim()));
            rest = rest[(close + 1)..];
        }
        if (rest.Contains('}', StringComparison.Ordinal))
            return null;
        if (rest.Length > 0)
            parts.Add((rest, null));
        return parts;
    }

    public static IReadOnlyList<(string Text, string? Column)> Parts(string template) =>
        TryParts(template) ?? throw new FormatException(template);
}
