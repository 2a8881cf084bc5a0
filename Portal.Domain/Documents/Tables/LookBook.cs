using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Tables;

/// <summary>The looks that a workbook uses, numbered as they come up.</summary>
internal sealed class LookBook
{
    private const uint FirstOwnFormat = 164;
    private const string Ink = "FF1C2733";

    private readonly List<CellLook> _looks = [new(CellStyle.Plain)];
    private readonly Dictionary<CellLook, int> _numbers = new() { [new(CellStyle.Plain)] = 0 };

    public int Number(CellLook look)
    {
        if (_numbers.TryGetValue(look, out var number))
            return number;
        _looks.Add(look);
        return _numbers[look] = _looks.Count - 1;
    }

    public Stylesheet Make()
    {
        var formats = _looks.Select(l => l.Format).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var sheet = new Stylesheet();
        if (formats.Count > 0)
            sheet.Append(
                new NumberingFormats(
                    formats.Select((f, i) => new NumberingFormat { NumberFormatId = FirstOwnFormat + (uint)i, FormatCode = f })
                )
                {
                    Count = (uint)formats.Count,
                }
            );
        sheet.Append(
            new Fonts(Font(11), Font(16, bold: true), Font(11, bold: true), Font(10, color: "FF5F6B7A"), Font(13, bold: true)),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE8ECF1" }) { PatternType = PatternValues.Solid })
            ),
            new Borders(new Border(), Framed()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(_looks.Select(look => Format(look, formats)))
        );
        return sheet;
    }

    private static CellFormat Format(CellLook look, List<string> formats) =>
        new(Alignment(look))
        {
            NumberFormatId = look.Format is { } code ? FirstOwnFormat + (uint)formats.IndexOf(code) : 0,
            FontId = look.Style switch
            {
                CellStyle.Title => 1U,
                CellStyle.Heading or CellStyle.Total => 2U,
                CellStyle.Note => 3U,
                CellStyle.Subtitle => 4U,
                _ => 0U,
            },
            FillId = look.Style == CellStyle.Heading ? 2U : 0,
            BorderId = look.IsInTable ? 1U : 0,
            FormatId = 0,
            ApplyNumberFormat = look.Format is not null,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true,
            QuotePrefix = look.IsQuoted ? true : null,
        };

    // Names stand on the left; numbers, and what stands in for one, on the right.
    private static Alignment Alignment(CellLook look) =>
        new()
        {
            Horizontal =
                look.Style == CellStyle.Heading ? HorizontalAlignmentValues.Center
                : look.IsInTable && look.Kind != ReportColumnKind.Text ? HorizontalAlignmentValues.Right
                : HorizontalAlignmentValues.Left,
            Vertical = look.Style == CellStyle.Paragraph ? VerticalAlignmentValues.Top : VerticalAlignmentValues.Center,
            WrapText = look.Style is CellStyle.Heading or CellStyle.Paragraph || (look.IsInTable && look.Kind == ReportColumnKind.Text),
        };

    private static Font Font(double size, bool bold = false, string color = Ink)
    {
        var font = new Font();
        if (bold)
            font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new Color { Rgb = color }, new FontName { Val = "Microsoft YaHei" });
        return font;
    }

    private static Border Framed() =>
        new(
            new LeftBorder(Grey()) { Style = BorderStyleValues.Thin },
            new RightBorder(Grey()) { Style = BorderStyleValues.Thin },
            new TopBorder(Grey()) { Style = BorderStyleValues.Thin },
            new BottomBorder(Grey()) { Style = BorderStyleValues.Thin }
        );

    private static Color Grey() => new() { Rgb = "FFB4BDC7" };
}
