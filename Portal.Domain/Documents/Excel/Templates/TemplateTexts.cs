using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Reads and writes the texts of cells, inline or shared.</summary>
internal sealed class TemplateTexts(WorkbookPart workbook)
{
    private readonly List<string> _shared =
        workbook.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(Text).ToList() ?? [];

    /// <summary>Null when the cell holds no text.</summary>
    public string? Of(Cell cell)
    {
        if (cell.CellFormula is not null || cell.DataType is null)
            return null;
        if (cell.DataType.Value == CellValues.SharedString)
            return
                int.TryParse(cell.CellValue?.Text, System.Globalization.CultureInfo.InvariantCulture, out var at)
                && at >= 0
                && at < _shared.Count
                ? _shared[at]
                : null;
        if (cell.DataType.Value == CellValues.InlineString)
            return cell.InlineString is { } inline ? Text(inline) : null;
        return cell.DataType.Value == CellValues.String ? cell.CellValue?.Text : null;
    }

    /// <summary>Writes an inline text: it never begins a formula.</summary>
    public static void Set(Cell cell, string text)
    {
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(
            new Text(CellTexts.Escaped(CellTexts.Legal(text))) { Space = SpaceProcessingModeValues.Preserve }
        );
    }

    public static void Set(Cell cell, decimal number)
    {
        cell.RemoveAllChildren();
        cell.DataType = null;
        cell.CellValue = new CellValue(SheetWriter.Written(number));
    }

    // Phonetic guides above characters are no part of the text.
    private static string Text(OpenXmlElement item) =>
        string.Concat(item.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));
}
