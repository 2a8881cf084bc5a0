using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Sets the number format of cells without a format in the template, and marks texts that look like formulas.</summary>
internal sealed class TemplateFormats(Stylesheet? styles)
{
    private const uint FirstOwnFormat = 164;
    private const string QuotedText = "'"; // no number format

    private readonly Dictionary<(uint Style, string Format), uint> _made = [];

    public void Set(Cell cell, string format)
    {
        if ((Present(cell)?.NumberFormatId?.Value ?? 0) == 0)
            Restyle(cell, format, copy => (copy.NumberFormatId, copy.ApplyNumberFormat) = (Number(format), true));
    }

    /// <summary>Keeps a text a text when its cell is edited.</summary>
    public void Quote(Cell cell) => Restyle(cell, QuotedText, copy => copy.QuotePrefix = true);

    private CellFormat? Present(Cell cell) =>
        styles?.CellFormats?.Elements<CellFormat>().ElementAtOrDefault((int)(cell.StyleIndex?.Value ?? 0));

    private void Restyle(Cell cell, string format, Action<CellFormat> change)
    {
        if (styles?.CellFormats is not { } cellFormats || Present(cell) is not { } present)
            return;
        var style = cell.StyleIndex?.Value ?? 0;
        if (!_made.TryGetValue((style, format), out var made))
        {
            var copy = (CellFormat)present.CloneNode(deep: true);
            change(copy);
            cellFormats.Append(copy);
            _made[(style, format)] = made = (uint)cellFormats.Elements<CellFormat>().Count() - 1;
            cellFormats.Count = made + 1;
        }
        cell.StyleIndex = made;
    }

    private uint Number(string format)
    {
        var formats = styles!.NumberingFormats ??= new NumberingFormats();
        if (formats.Elements<NumberingFormat>().FirstOrDefault(f => f.FormatCode?.Value == format) is { } known)
            return known.NumberFormatId!.Value;
        var id = formats.Elements<NumberingFormat>().Select(f => f.NumberFormatId?.Value ?? 0).Append(FirstOwnFormat - 1).Max() + 1;
        formats.Append(new NumberingFormat { NumberFormatId = id, FormatCode = format });
        formats.Count = (uint)formats.Elements<NumberingFormat>().Count();
        return id;
    }
}
