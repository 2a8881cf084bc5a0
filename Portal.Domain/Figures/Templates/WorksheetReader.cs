using System.Globalization;
using System.Xml;

namespace Portal.Domain.Figures.Templates;

/// <summary>Reads the cells of one worksheet.</summary>
internal sealed class WorksheetReader(XmlReader reader, List<string> texts)
{
    // The largest form has 2,000 cells to fill in, and as many beside them.
    private const int MostCells = 20_000;
    private const int MostElements = 200_000;
    private const int MostMerged = 1_000;
    private const int MostCharacters = 1_000;

    private readonly Dictionary<CellPlace, WorkbookCell> _cells = [];
    private readonly List<(CellPlace First, CellPlace Last)> _merged = [];
    private int _elements;
    private CellPlace _place = new(0, 0);

    public WorkbookCells Read()
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            // Empty cells may be written out one by one: a million of them say nothing and take long.
            if (++_elements > MostElements)
                throw TooLarge();
            switch (reader.LocalName)
            {
                case "row":
                    BeginRow();
                    break;
                case "c":
                    ReadCell();
                    break;
                case "mergeCell":
                    AddMerged();
                    break;
            }
        }
        return new(_cells, _merged);
    }

    private void BeginRow()
    {
        var row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : _place.Row + 1;
        if (row is < 1 or > CellPlace.LastRow)
            throw new FormatException("No row has this number.");
        _place = new(row, 0);
    }

    private void ReadCell()
    {
        // Cells without a place follow the one before.
        _place = reader.GetAttribute("r") is { } said
            ? CellPlace.Read(said) ?? throw new FormatException("No cell has this place.")
            : _place with
            {
                Column = _place.Column + 1,
            };
        var type = reader.GetAttribute("t") ?? "n";
        if (reader.IsEmptyElement)
            return;
        var (text, isFormula) = ReadContent();
        if (isFormula)
            Add(new(text, WorkbookCellKind.Formula));
        else if (text.Length > 0)
            Add(ToCell(type, text));
    }

    private (string Text, bool IsFormula) ReadContent()
    {
        var (depth, text, isFormula) = (reader.Depth, "", false);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (++_elements > MostElements)
                throw TooLarge();
            if (reader.LocalName == "f")
                isFormula = true;
            else if (reader.LocalName == "is")
                text = CellRichText.Read(reader);
            else if (reader.LocalName == "v")
                text = ReadValue();
        }
        return (text, isFormula);
    }

    private string ReadValue()
    {
        if (reader.IsEmptyElement)
            return "";
        var (depth, value) = (reader.Depth, "");
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                value += reader.Value.Length > MostCharacters ? reader.Value[..MostCharacters] : reader.Value;
            if (value.Length > MostCharacters)
                throw TooLarge();
        }
        return value;
    }

    private WorkbookCell ToCell(string type, string text) =>
        type switch
        {
            "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count
                ? new(texts[index], WorkbookCellKind.Text)
                : throw new FormatException("There is no such text."),
            "str" or "inlineStr" => new(text, WorkbookCellKind.Text),
            "n" => new(AsShown(text), WorkbookCellKind.Number),
            _ => new(text, WorkbookCellKind.Other),
        };

    // Programs calculate in binary and write 12.300000000000001: fifteen digits are what they show and mean.
    private static string AsShown(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
        && Math.Abs(value) < 1e15
            ? ((decimal)value).ToString(CultureInfo.InvariantCulture)
            : number;

    private void Add(WorkbookCell cell)
    {
        if (cell.Kind != WorkbookCellKind.Formula && string.IsNullOrWhiteSpace(cell.Text))
            return;
        if (_cells.Count >= MostCells)
            throw TooLarge();
        _cells[_place] = cell;
    }

    private void AddMerged()
    {
        var parts = (reader.GetAttribute("ref") ?? "").Split(':');
        if (CellPlace.Read(parts[0]) is not { } first || CellPlace.Read(parts[^1]) is not { } last)
            throw new FormatException("Merged cells have no place.");
        if (_merged.Count >= MostMerged)
            throw TooLarge();
        _merged.Add((first, last));
    }

    private WorkbookRefusedException TooLarge() => new("template.tooManyCells", _place);
}
