using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Templates;

/// <summary>The styles of a template: cells to fill in are framed and unlocked, others are grey.</summary>
internal static class TemplateStyles
{
    private const uint FirstOwnFormat = 164;
    private const int Fonts = 4;

    private static readonly TemplateStyle[] s_styles = Enum.GetValues<TemplateStyle>();

    /// <summary>The index of a style with so many decimals.</summary>
    public static uint Index(TemplateStyle style, int decimals) =>
        (uint)((Array.IndexOf(s_styles, style) * (IndicatorTraits.MostDecimals + 1)) + decimals);

    public static Stylesheet Make() =>
        new(
            new NumberingFormats(
                Enumerable
                    .Range(0, IndicatorTraits.MostDecimals + 1)
                    .Select(d => new NumberingFormat
                    {
                        NumberFormatId = Format(d),
                        FormatCode = d == 0 ? "#,##0" : "#,##0." + new string('0', d),
                    })
            ),
            new Fonts(Font(11), Font(16, bold: true), Font(11, bold: true), Font(10, color: "FF5F6B7A")),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                new Fill(new PatternFill(new ForegroundColor { Rgb = "FFF1F4F8" }) { PatternType = PatternValues.Solid })
            ),
            new Borders(new Border(), Framed()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                s_styles.SelectMany(style =>
                    Enumerable.Range(0, IndicatorTraits.MostDecimals + 1).Select(decimals => CellFormatOf(style, decimals))
                )
            )
        );

    private static uint Format(int decimals) => FirstOwnFormat + (uint)decimals;

    private static Font Font(double size, bool bold = false, string color = "FF1C2733")
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

    private static Color Grey() => new() { Rgb = "FF8A96A3" };

    private static CellFormat CellFormatOf(TemplateStyle style, int decimals)
    {
        var isNumber = style is TemplateStyle.Input or TemplateStyle.Reference or TemplateStyle.Total;
        return new CellFormat(Alignment(style), new Protection { Locked = style != TemplateStyle.Input })
        {
            NumberFormatId = isNumber ? Format(decimals) : 0,
            FontId = FontOf(style),
            FillId = style == TemplateStyle.Heading ? 2U : 0,
            BorderId = style is TemplateStyle.Input or TemplateStyle.Heading ? 1U : 0,
            ApplyNumberFormat = isNumber,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true,
            ApplyProtection = true,
        };
    }

    private static uint FontOf(TemplateStyle style) =>
        style switch
        {
            TemplateStyle.Title => 1,
            TemplateStyle.Section or TemplateStyle.Heading or TemplateStyle.Total => 2,
            TemplateStyle.Note or TemplateStyle.Reference or TemplateStyle.Help => Fonts - 1,
            TemplateStyle.Plain or TemplateStyle.Label or TemplateStyle.Input => 0,
        };

    private static Alignment Alignment(TemplateStyle style) =>
        new()
        {
            Horizontal = style switch
            {
                TemplateStyle.Input or TemplateStyle.Reference or TemplateStyle.Total => HorizontalAlignmentValues.Right,
                TemplateStyle.Heading => HorizontalAlignmentValues.Center,
                TemplateStyle.Plain
                or TemplateStyle.Title
                or TemplateStyle.Note
                or TemplateStyle.Section
                or TemplateStyle.Label
                or TemplateStyle.Help => HorizontalAlignmentValues.Left,
            },
            Vertical = VerticalAlignmentValues.Center,
            WrapText = style is TemplateStyle.Heading or TemplateStyle.Label,
        };
}
