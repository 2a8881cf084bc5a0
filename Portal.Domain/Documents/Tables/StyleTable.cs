using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Tables;

/// <summary>The styles used in a workbook, numbered in order of first use.</summary>
internal sealed class StyleTable
{
    private const uint FirstOwnFormat = 164;
    private const string Ink = "FF1C2733";

    private readonly List<CellFormatting> _entries = [new(CellStyle.Plain)];
    private readonly Dictionary<CellFormatting, int> _numbers = new() { [new(CellStyle.Plain)] = 0 };

    public int Number(CellFormatting formatting)
    {
        if (_numbers.TryGetValue(formatting, out var number))
            return number;
        _entries.Add(formatting);
        return _numbers[formatting] = _entries.Count - 1;
    }

    public Stylesheet Make()
    {
        var formats = _entries.Select(l => l.Format).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
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
            new CellFormats(_entries.Select(formatting => Format(formatting, formats)))
        );
        return sheet;
    }

    private static CellFormat Format(CellFormatting formatting, List<string> formats) =>
        new(Alignment(formatting))
        {
            NumberFormatId = formatting.Format is { } code ? FirstOwnFormat + (uint)formats.IndexOf(code) : 0,
            FontId = formatting.Style switch
            {
                CellStyle.Title => 1U,
                CellStyle.Heading or CellStyle.Total => 2U,
                CellStyle.Note => 3U,
                CellStyle.Subtitle => 4U,
                CellStyle.Plain or CellStyle.Paragraph or CellStyle.Body => 0U,
            },
            FillId = formatting.Style == CellStyle.Heading ? 2U : 0,
            BorderId = formatting.IsInTable ? 1U : 0,
            FormatId = 0,
            ApplyNumberFormat = formatting.Format is not null,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true,
            QuotePrefix = formatting.IsQuoted ? true : null,
        };

    // Names are aligned left; numbers, and texts in their place, right.
    private static Alignment Alignment(CellFormatting formatting) =>
        new()
        {
            Horizontal =
                formatting.Style == CellStyle.Heading ? HorizontalAlignmentValues.Center
                : formatting.IsInTable && formatting.Kind != ReportColumnKind.Text ? HorizontalAlignmentValues.Right
                : HorizontalAlignmentValues.Left,
            Vertical = formatting.Style == CellStyle.Paragraph ? VerticalAlignmentValues.Top : VerticalAlignmentValues.Center,
            WrapText =
                formatting.Style is CellStyle.Heading or CellStyle.Paragraph
                || (formatting.IsInTable && formatting.Kind == ReportColumnKind.Text),
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
