using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Portal.Domain.Documents.Word;

/// <summary>The styles of an official document (GB/T 9704): sizes in half points, distances in twentieths of a point.</summary>
internal static class StyleSheet
{
    /// <summary>22 lines on 225 mm.</summary>
    public const int Line = 579;

    /// <summary>三号, 16 pt.</summary>
    public const int BodySize = 32;

    // 28 characters of 16 pt are a little wider than 156 mm.
    private const int Narrower = -5;

    private const int TitleSize = 44; // 二号
    private const int TitleLine = 700;
    private const int PageNumberSize = 28; // 四号
    private const int SmallLine = 340;

    public static IEnumerable<Style> Of(CultureInfo culture)
    {
        var isChinese = WordTexts.IsChinese(culture);
        yield return Paragraph(
            WordStyles.Body,
            "Report body",
            Font(WordFonts.Body, BodySize),
            Exactly(Line),
            Indent(2),
            isChinese ? JustificationValues.Both : JustificationValues.Left
        );
        yield return Paragraph(
            WordStyles.Title,
            "Report title",
            Font(WordFonts.Title, TitleSize, bold: !isChinese),
            Exactly(TitleLine),
            indent: null,
            JustificationValues.Center,
            outline: null,
            keep: true
        );
        yield return Paragraph(
            WordStyles.Subtitle,
            "Report subtitle",
            Font(WordFonts.Second, BodySize),
            Exactly(Line),
            indent: null,
            JustificationValues.Center
        );
        yield return Paragraph(
            WordStyles.State,
            "Report state",
            Font(WordFonts.Second, PageNumberSize),
            Exactly(Line, after: 240),
            indent: null,
            JustificationValues.Center
        );
        yield return Paragraph(
            WordStyles.Heading1,
            "Report heading",
            Font(WordFonts.First, BodySize, bold: !isChinese),
            Exactly(Line),
            isChinese ? Indent(2) : null,
            JustificationValues.Left,
            outline: 0,
            keep: true
        );
        yield return Paragraph(
            WordStyles.Caption,
            "Report caption",
            Font(WordFonts.First, ColumnWidths.UsualSize, bold: !isChinese),
            Exactly(SmallLine, before: 120, after: 60),
            indent: null,
            JustificationValues.Center,
            outline: null,
            keep: true
        );
        yield return Paragraph(
            WordStyles.Cell,
            "Report cell",
            Font(WordFonts.Body, ColumnWidths.UsualSize),
            Loose(40),
            indent: null,
            JustificationValues.Left
        );
        yield return Paragraph(
            WordStyles.CellHeading,
            "Report cell heading",
            Font(WordFonts.First, ColumnWidths.UsualSize, bold: !isChinese),
            Loose(40),
            indent: null,
            JustificationValues.Center,
            outline: null,
            keep: true
        );
        yield return Paragraph(
            WordStyles.Note,
            "Report note",
            Font(WordFonts.Body, 21),
            Exactly(SmallLine, before: 60, after: 120),
            indent: null,
            JustificationValues.Left
        );
        yield return Paragraph(
            WordStyles.Chart,
            "Report chart",
            Font(WordFonts.Body, ColumnWidths.UsualSize),
            Loose(120),
            indent: null,
            JustificationValues.Center
        );
        yield return Paragraph(
            WordStyles.Gap,
            "Report gap",
            Font(WordFonts.Body, 12),
            Exactly(160),
            indent: null,
            JustificationValues.Left
        );
        yield return Paragraph(
            WordStyles.Issuer,
            "Report issuer",
            Font(WordFonts.Body, BodySize),
            Exactly(Line),
            new Indentation { Right = "640", RightChars = 200 },
            JustificationValues.Right,
            outline: null,
            keep: true
        );
        yield return Paragraph(
            WordStyles.PageNumber,
            "Report page number",
            Font(WordFonts.Plain, PageNumberSize),
            Loose(0),
            new Indentation { Left = "280", Right = "280" },
            JustificationValues.Left
        );
        yield return new Style(new StyleName { Val = "Report term" }, Run(Font(WordFonts.Second, BodySize, bold: !isChinese)))
        {
            Type = StyleValues.Character,
            CustomStyle = true,
            StyleId = WordStyles.Term,
        };
        yield return TableStyle();
    }

    /// <param name="both">Left and right together, in twentieths of a point.</param>
    public static TableCellMarginDefault Padding(int both) =>
        new(
            new TableCellLeftMargin { Width = (short)(both / 2), Type = TableWidthValues.Dxa },
            new TableCellRightMargin { Width = (short)(both / 2), Type = TableWidthValues.Dxa }
        );

    private static Style Paragraph(
        string id,
        string name,
        IEnumerable<OpenXmlElement> font,
        SpacingBetweenLines spacing,
        Indentation? indent,
        JustificationValues justification,
        int? outline = null,
        bool keep = false
    )
    {
        var look = new StyleParagraphProperties
        {
            SpacingBetweenLines = spacing,
            Justification = new Justification { Val = justification },
            WidowControl = new WidowControl { Val = false },
        };
        if (indent is not null)
            look.Indentation = indent;
        if (keep)
            (look.KeepNext, look.KeepLines) = (new KeepNext(), new KeepLines());
        if (outline is { } level)
            look.OutlineLevel = new OutlineLevel { Val = level };
        // The grid of 22 lines would stretch smaller text.
        if (spacing.LineRule?.Value != LineSpacingRuleValues.Exact || spacing.Line?.Value != Text(Line))
            look.SnapToGrid = new SnapToGrid { Val = false };
        return new(new StyleName { Val = name }, new PrimaryStyle(), look, Run(font))
        {
            Type = StyleValues.Paragraph,
            CustomStyle = true,
            StyleId = id,
        };
    }

    private static Style TableStyle()
    {
        static T Edge<T>()
            where T : BorderType, new() =>
            new()
            {
                Val = BorderValues.Single,
                Size = 4,
                Space = 0,
                Color = "000000",
            };
        var look = new StyleTableProperties(
            new TableBorders(
                Edge<TopBorder>(),
                Edge<LeftBorder>(),
                Edge<BottomBorder>(),
                Edge<RightBorder>(),
                Edge<InsideHorizontalBorder>(),
                Edge<InsideVerticalBorder>()
            ),
            Padding(ColumnWidths.UsualPadding)
        );
        return new(new StyleName { Val = "Report table" }, look)
        {
            Type = StyleValues.Table,
            CustomStyle = true,
            StyleId = WordStyles.Table,
        };
    }

    private static StyleRunProperties Run(IEnumerable<OpenXmlElement> font) => new(font);

    private static IEnumerable<OpenXmlElement> Font(string chinese, int size, bool bold = false)
    {
        yield return WordFonts.Of(chinese);
        if (bold)
            yield return new Bold();
        if (size == BodySize)
            yield return new Spacing { Val = Narrower };
        yield return new FontSize { Val = Text(size) };
        yield return new FontSizeComplexScript { Val = Text(size) };
    }

    private static SpacingBetweenLines Exactly(int line, int before = 0, int after = 0) =>
        new()
        {
            Before = Text(before),
            After = Text(after),
            Line = Text(line),
            LineRule = LineSpacingRuleValues.Exact,
        };

    private static SpacingBetweenLines Loose(int around) =>
        new()
        {
            Before = Text(around),
            After = Text(around),
            Line = "240",
            LineRule = LineSpacingRuleValues.Auto,
        };

    private static Indentation Indent(int characters) =>
        new() { FirstLine = Text(characters * BodySize * 10), FirstLineChars = characters * 100 };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
