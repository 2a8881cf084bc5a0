using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Gives numbers their format in cells for which the template says none.</summary>
internal sealed class TemplateFormats(Stylesheet? styles)
{
    private const uint FirstOwnFormat = 164;

    private readonly Dictionary<(uint Style, string Format), uint> _made = [];

    public void Set(Cell cell, string format)
    {
        if (styles?.CellFormats is not { } looks)
            return;
        var style = cell.StyleIndex?.Value ?? 0;
        if (looks.Elements<CellFormat>().ElementAtOrDefault((int)style) is not { } look || (look.NumberFormatId?.Value ?? 0) != 0)
            return;
        if (!_made.TryGetValue((style, format), out var made))
        {
            var copy = (CellFormat)look.CloneNode(deep: true);
            (copy.NumberFormatId, copy.ApplyNumberFormat) = (Number(format), true);
            looks.Append(copy);
            _made[(style, format)] = made = (uint)looks.Elements<CellFormat>().Count() - 1;
            looks.Count = made + 1;
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
