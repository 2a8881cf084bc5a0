using System.Collections.Concurrent;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>The template for offices without one of their own: the layout of official documents, GB/T 9704.</summary>
internal static class ShippedTemplate
{
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static readonly ConcurrentDictionary<bool, byte[]> s_made = new();

    public static byte[] Of(CultureInfo culture) =>
        s_made.GetOrAdd(WordTexts.IsChinese(culture), isChinese => Make(CultureInfo.GetCultureInfo(isChinese ? "zh-CN" : "en")));

    private static byte[] Make(CultureInfo culture)
    {
        using var package = new MemoryStream();
        using (var document = WordprocessingDocument.Create(package, WordprocessingDocumentType.Document))
        {
            var main = document.AddNewPart<MainDocumentPart>(MainType, "rId1");
            AddProperties(document);
            main.AddNewPart<FontTablePart>("rId1").Fonts = WordFonts.Table();
            main.AddNewPart<DocumentSettingsPart>("rId2").Settings = Settings();
            main.AddNewPart<StyleDefinitionsPart>("rId3").Styles = new Styles(
                Defaults(culture),
                new Style(new StyleName { Val = "Normal" }, new PrimaryStyle())
                {
                    Type = StyleValues.Paragraph,
                    StyleId = "Normal",
                    Default = true,
                }
            );
            WordStyles.AddMissing(main, culture);
            main.AddNewPart<FooterPart>("rId4").Footer = PageNumber(JustificationValues.Right);
            main.AddNewPart<FooterPart>("rId5").Footer = PageNumber(JustificationValues.Left);
            main.Document = new Document(new Body([.. Content(culture), Page()]));
        }
        using var steady = new MemoryStream();
        ReproduciblePackage.Write(package, steady);
        return steady.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Content(CultureInfo culture) =>
        [
            WordStyles.Paragraph(WordStyles.Title, "{{title}}"),
            WordStyles.Paragraph(WordStyles.Subtitle, WordTexts.IsChinese(culture) ? "（{{period}}）" : "({{period}})"),
            WordStyles.Paragraph(WordStyles.State, "{{state}}"),
            WordStyles.Paragraph(WordStyles.Body, "{{body}}"),
            WordStyles.Paragraph(WordStyles.Issuer, ""),
            WordStyles.Paragraph(WordStyles.Issuer, "{{issuer}}"),
            WordStyles.Paragraph(WordStyles.Issuer, "{{date?}}"),
            Annex(WordTexts.Annex(culture)),
            WordStyles.Paragraph(WordStyles.Title, WordTexts.Definitions(culture)),
            WordStyles.Paragraph(WordStyles.Body, "{{definitions}}"),
        ];

    private static Paragraph Annex(string text)
    {
        var paragraph = WordStyles.Paragraph(WordStyles.Heading1, text);
        paragraph.ParagraphProperties!.PageBreakBefore = new PageBreakBefore();
        paragraph.ParagraphProperties.Indentation = new Indentation { FirstLine = "0", FirstLineChars = 0 };
        return paragraph;
    }

    // A4; 37 mm above and 28 mm left of a text area of 156 × 225 mm, with 22 lines of 28 characters.
    private static SectionProperties Page() =>
        new(
            new FooterReference { Type = HeaderFooterValues.Default, Id = "rId4" },
            new FooterReference { Type = HeaderFooterValues.Even, Id = "rId5" },
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin
            {
                Top = 2098,
                Bottom = 1984,
                Left = 1588,
                Right = 1474,
                Header = 851,
                Footer = 1247,
                Gutter = 0,
            },
            new DocGrid { Type = DocGridValues.Lines, LinePitch = StyleSheet.Line }
        );

    private static Footer PageNumber(JustificationValues side)
    {
        var paragraph = WordStyles.Paragraph(WordStyles.PageNumber, "— ");
        paragraph.ParagraphProperties!.Justification = new Justification { Val = side };
        paragraph.Append(new SimpleField(new Run(ParagraphText.Of("1"))) { Instruction = " PAGE " }, new Run(ParagraphText.Of(" —")));
        return new(paragraph);
    }

    private static DocDefaults Defaults(CultureInfo culture) =>
        new(
            new RunPropertiesDefault(
                new RunPropertiesBaseStyle(
                    WordFonts.Of(WordFonts.Body),
                    new FontSize { Val = "32" },
                    new FontSizeComplexScript { Val = "32" },
                    new Languages { Val = WordTexts.IsChinese(culture) ? "en-US" : "en-GB", EastAsia = "zh-CN" }
                )
            ),
            new ParagraphPropertiesDefault()
        );

    private static Settings Settings() =>
        new(
            new EvenAndOddHeaders(),
            new CharacterSpacingControl { Val = CharacterSpacingValues.CompressPunctuation },
            new Compatibility(
                new SpaceForUnderline(),
                new BalanceSingleByteDoubleByteWidth(),
                new DoNotLeaveBackslashAlone(),
                new UnderlineTrailingSpaces(),
                new DoNotExpandShiftReturn(),
                new AdjustLineHeightInTable(),
                new CompatibilitySetting
                {
                    Name = CompatSettingNameValues.CompatibilityMode,
                    Uri = "http://schemas.microsoft.com/office/word",
                    Val = "15",
                }
            )
        );

    private static void AddProperties(WordprocessingDocument document) =>
        CoreProperties.Write(document.AddNewPart<CoreFilePropertiesPart>("rId2"), title: "", creator: null, language: null);
}
