using System.Text;
using System.Text.Json;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>One JSON object per line; an invalid line affects only its own row.</summary>
internal sealed class NdJsonTable(DecodedText text, JsonRowReader rows, ReadBudget budget) : RowTable(budget)
{
    private readonly LineReader _lines = new(text, LongestRow);
    private JsonRow _row = new(0);
    private string _text = "";

    public override int CellCount => Columns.Count;

    protected override async ValueTask<bool> ReadRowAsync(CancellationToken cancellation)
    {
        do
        {
            if (await NextLineAsync(cancellation) is not { } line)
                return false;
            _text = line;
            Line++;
        } while (string.IsNullOrWhiteSpace(_text));
        Parse();
        return true;
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _row.Cells.Length ? _row.Cells[column] : null;

    public override bool Has(int column) => column >= 0 && column < _row.Cells.Length && _row.Cells[column] is not null;

    public override IReadOnlyList<string?> CopyCells() => [.. _row.Cells.Take(Columns.Count)];

    private async ValueTask<string?> NextLineAsync(CancellationToken cancellation)
    {
        Columns = rows.Columns;
        try
        {
            return await _lines.ReadAsync(cancellation);
        }
        catch (InvalidDataException)
        {
            throw new RecordFileException("row.tooLong", Line + 1, LongestRow);
        }
    }

    private void Parse()
    {
        try
        {
            var line = new Utf8JsonReader(Encoding.UTF8.GetBytes(_text));
            line.Read();
            _row = rows.Read(ref line);
            if (line.Read())
                throw new JsonException();
        }
        catch (JsonException)
        {
            _row = new JsonRow(Columns.Count);
            _row.Problems.Add(new("", RecordText.ForDisplay(_text), "json.malformedLine", []));
        }
        Columns = rows.Columns;
        Problems.AddRange(_row.Problems);
    }
}
