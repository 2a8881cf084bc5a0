using System.Text;
using System.Text.Json;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Intake.Files;

/// <summary>The rows of the lists in a JSON object; the line of a row is its 1-based position.</summary>
internal sealed class JsonListTable : RowTable
{
    private readonly IReadOnlyList<JsonListRow> _rows;
    private readonly JsonRowReader _reader;
    private JsonRow _row = new(0);

    public JsonListTable(IReadOnlyList<JsonListRow> rows, JsonRowReader reader, ReadBudget budget)
        : base(budget) => (_rows, _reader, Columns) = (rows, reader, reader.Columns);

    public override int CellCount => Columns.Count;

    public override ReadOnlySpan<char> Cell(int column) => column < _row.Cells.Length ? _row.Cells[column] : null;

    public override bool Has(int column) => column >= 0 && column < _row.Cells.Length && _row.Cells[column] is not null;

    public override IReadOnlyList<string?> CopyCells() => [.. _row.Cells.Take(Columns.Count)];

    protected override ValueTask<bool> ReadRowAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Line == _rows.Count)
            return new(false);
        var row = _rows[(int)Line++];
        _row =
            row.Key is null || row.Element.ValueKind == JsonValueKind.Object ? ReadObject(row.Element) : new JsonRow(_reader.Columns.Count);
        Columns = _reader.Columns;
        Put(JsonLists.List, row.List);
        Put(JsonLists.Key, row.Key);
        if (row.Key is not null)
            PutValue(row.Element);
        Problems.AddRange(_row.Problems);
        return new(true);
    }

    private JsonRow ReadObject(JsonElement element)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(element.GetRawText()));
        reader.Read();
        return _reader.Read(ref reader);
    }

    private void PutValue(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            _row.Problems.AddBounded(new(JsonLists.Value, null, "field.notText", []));
        else if (element.ValueKind != JsonValueKind.Object)
            Put(JsonLists.Value, element.ValueKind == JsonValueKind.Null ? "" : element.ToString().Trim());
    }

    private void Put(string column, string? text)
    {
        for (var at = 0; at < Columns.Count && at < _row.Cells.Length; at++)
        {
            if (Columns[at] == column)
                _row.Cells[at] = text;
        }
    }
}
