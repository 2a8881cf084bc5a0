using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>One JSON object as text cells, in the order of the expected columns.</summary>
internal sealed class JsonRow(int columns)
{
    public string?[] Cells { get; } = new string?[columns];

    public List<RowProblem> Problems { get; } = [];
}

/// <summary>Reads objects directly from the bytes: no element is buffered, and each property is read once.</summary>
internal sealed class JsonRowReader
{
    private readonly List<string> _columns;
    private readonly Dictionary<string, int> _byName;
    private readonly bool _addsNewColumns;
    private readonly HashSet<int> _ignored = [];
    private readonly bool _ignoresOthers;

    /// <param name="columns">The expected property names; any other is a problem of its row.</param>
    /// <param name="addsNewColumns">Adds new names to the columns instead, to discover which exist.</param>
    /// <param name="ignored">Those of the columns whose values are passed over whatever they are.</param>
    /// <param name="ignoresOthers">Passes over other names too.</param>
    public JsonRowReader(IEnumerable<string> columns, bool addsNewColumns, IEnumerable<string> ignored, bool ignoresOthers)
    {
        _columns = [.. columns];
        _byName = _columns.Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index, StringComparer.OrdinalIgnoreCase);
        (_addsNewColumns, _ignoresOthers) = (addsNewColumns, ignoresOthers);
        foreach (var name in ignored)
        {
            if (_byName.TryGetValue(name, out var column))
                _ignored.Add(column);
        }
    }

    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Reads the current value to its end. The reader must have the whole value in its buffer.</summary>
    public JsonRow Read(ref Utf8JsonReader reader)
    {
        var row = new JsonRow(_columns.Count + (_addsNewColumns ? 100 : 0));
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            row.Problems.Add(new("", null, "row.notObject", []));
            reader.TrySkip();
            return row;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = ColumnOf(ref reader, row);
            reader.Read();
            if (column >= 0 && column < row.Cells.Length && !_ignored.Contains(column))
                ReadCell(ref reader, row, column);
            else
                reader.TrySkip();
        }
        return row;
    }

    private int ColumnOf(ref Utf8JsonReader reader, JsonRow row)
    {
        if (Text(ref reader) is not { } name)
        {
            row.Problems.AddBounded(new("", null, "text.unprintable", []));
            return -1;
        }
        if (_byName.TryGetValue(name, out var column))
            return column;
        if (_addsNewColumns && _columns.Count < RowTable.MostColumns && name.Length <= RowTable.LongestName)
        {
            _byName.Add(name, _columns.Count);
            _columns.Add(name);
            return _columns.Count - 1;
        }
        if (!_ignoresOthers)
            row.Problems.AddBounded(new(RecordText.ForDisplay(name), null, "field.unknown", [RecordText.ForDisplay(name)]));
        return -1;
    }

    private void ReadCell(ref Utf8JsonReader reader, JsonRow row, int column)
    {
        if (row.Cells[column] is not null)
            row.Problems.AddBounded(new(_columns[column], null, "field.twice", []));
        var text = reader.TokenType switch
        {
            JsonTokenType.Null => "",
            JsonTokenType.String => Text(ref reader),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.StartArray => JsonSuspensions.ToText(ref reader),
            _ => null,
        };
        if (reader.TokenType == JsonTokenType.StartObject)
            reader.TrySkip();
        if (text is null || RecordText.IndexOfUnprintable(text) >= 0)
        {
            row.Problems.AddBounded(
                new(
                    _columns[column],
                    text is null ? null : RecordText.ForDisplay(text),
                    text is null ? "field.notText" : "text.unprintable",
                    []
                )
            );
        }
        row.Cells[column] = text ?? "";
    }

    // Escapes may give an unpaired surrogate, and bytes may be invalid UTF-8: both are errors of the row.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
