using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Vml;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Word;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;

namespace Portal.Tests.Documents;

public sealed class WordTemplateTests
{
    private static readonly ReportDocument s_document = ReportSamples.Document;

    [Fact]
    public void Field_SplitOverRuns_TakesTheLookOfTheFirst()
    {
        var paragraph = WordFiles.Paragraph("单位:", "{", "{un", "it", "}", "},办件{{cases", ".accepted}}件");
        paragraph.Elements<Run>().ElementAt(1).RunProperties = new RunProperties(new Bold());
        paragraph.InsertAfter(new ProofError { Type = ProofingErrorValues.SpellStart }, paragraph.Elements<Run>().ElementAt(2));
        var file = WordFiles.Write(s_document, WordFiles.Make(paragraph));

        Assert.Equal(["单位:台江区,办件1,254件"], WordFiles.Texts(file));
        Assert.Equal(
            "台江区",
            WordFiles.Read(file, main => main.Document!.Body!.Descendants<Run>().Single(r => r.RunProperties?.Bold is not null).InnerText)
        );
    }

    [Theory]
    [InlineData("{{unit}}")]
    [InlineData("{{ unit }}")]
    [InlineData("｛｛unit｝｝")]
    [InlineData("{{unit?}}")]
    public void Field_HoweverItIsTyped_IsFilled(string field) =>
        Assert.Equal(["台江区"], WordFiles.Texts(WordFiles.Write(s_document, WordFiles.Make(WordFiles.Paragraph(field)))));

    [Fact]
    public void Field_ValueThatLooksLikeAField_IsNotFilledAgain()
    {
        var document = s_document with { Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = "{{period}}" } };

        Assert.Equal(["{{period}}"], WordFiles.Texts(WordFiles.Write(document, WordFiles.Make(WordFiles.Paragraph("{{unit}}")))));
    }

    [Fact]
    public void Field_InHeaderFooterAndTextBox_IsFilled()
    {
        var template = WordFiles.Make(
            main =>
            {
                main.AddNewPart<HeaderPart>("head").Header = new Header(WordFiles.Paragraph("{{unit}}页眉"));
                main.AddNewPart<FooterPart>("foot").Footer = new Footer(WordFiles.Paragraph("{{period}}页脚"));
            },
            new Paragraph(
                new Run(
                    new Picture(
                        new Shape(new TextBox(new TextBoxContent(WordFiles.Paragraph("{{tit", "le}}"))))
                        {
                            Id = "box",
                            Style = "width:100pt;height:50pt",
                        }
                    )
                ),
                WordFiles.Run("旁边{{unit}}")
            )
        );
        var file = WordFiles.Write(s_document, template);

        Assert.Equal(
            ("台江区页眉", "2014年1—10月页脚"),
            WordFiles.Read(file, main => (main.HeaderParts.Single().Header!.InnerText, main.FooterParts.Single().Footer!.InnerText))
        );
        Assert.Equal(s_document.Title, WordFiles.Read(file, main => main.Document!.Body!.Descendants<TextBoxContent>().Single().InnerText));
        Assert.EndsWith("旁边台江区", WordFiles.Texts(file)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_BetweenTags_RepeatWithTotalsBold()
    {
        var file = WordFiles.Write(
            s_document,
            WordFiles.Make(
                WordFiles.Table(
                    ["街道", "受理", "即办率"],
                    ["{{#streets}}{{name}}", "{{streets.accepted}}", "{{onTheSpotRatio}}{{/streets}}"],
                    ["完", "", ""]
                ),
                new Paragraph()
            )
        );

        WordFiles.AssertValid(file);
        var rows = WordFiles.Rows(file);
        Assert.Equal(ReportSamples.Streets.Rows.Count + 2, rows.Count);
        Assert.Equal(["后洲街道", "1,234", "79.8%"], rows[1]);
        Assert.Equal(["瀛洲街道", "未报送", "未报送"], rows[4]);
        Assert.Equal(["合计", "1,254", "78.8%"], rows[5]);
        var bold = WordFiles.Read(
            file,
            main =>
                main.Document!.Body!.Descendants<TableRow>()
                    .Select(r => r.Descendants<Run>().All(run => run.RunProperties?.Bold is not null) && r.InnerText.Length > 0)
                    .ToList()
        );
        Assert.Equal([false, false, false, false, false, true, false], bold);
    }

    [Fact]
    public void Row_OfATablesColumns_RepeatsWithoutTags()
    {
        var rows = WordFiles.Rows(
            WordFiles.Write(
                s_document,
                WordFiles.Make(
                    WordFiles.Table(["{{casesByMonth.index}}", "{{casesByMonth.month}}", "{{casesByMonth.accepted}}"]),
                    new Paragraph()
                )
            )
        );

        Assert.Equal(10, rows.Count);
        Assert.Equal(["10", "10月", "6,370"], rows[9]);
    }

    [Fact]
    public void Rows_OfATableWithADotInItsCode_Repeat()
    {
        var document = s_document with { Sections = [new("forms", "月报", [ReportSamples.Months with { Code = "modes.section" }])] };
        var template = WordFiles.Make(
            WordFiles.Table(["{{modes.section.month}}"]),
            WordFiles.Table(["{{#modes.section}}{{modes.section.accepted}}{{/modes.section}}"]),
            new Paragraph()
        );

        Assert.Empty(WordReport.Check(template, document, TestContext.Current.CancellationToken));
        Assert.Equal(
            ["1月", "5,137"],
            WordFiles.Read(
                WordFiles.Write(document, template),
                main => main.Document!.Body!.Elements<Table>().Select(t => t.Elements<TableRow>().First().InnerText).ToList()
            )
        );
    }

    [Fact]
    public void Rows_OfAnEmptyTable_SayThatThereIsNothing()
    {
        var rows = WordFiles.Rows(
            WordFiles.Write(s_document, WordFiles.Make(WordFiles.Table(["{{none.name}}", "{{none.count}}"]), new Paragraph()))
        );

        Assert.Equal(
            [
                ["本期无此类情况", ""],
            ],
            rows
        );
    }

    [Fact]
    public void Paragraphs_BetweenTags_RepeatForEachSection()
    {
        string[] lines =
        [
            "前",
            "{{#sections}}",
            "{{number}}、{{heading}}",
            "{{#paragraphs}}{{text}}{{/paragraphs}}",
            "{{content}}",
            "{{/sections}}",
            "后",
        ];
        var texts = WordFiles.Texts(WordFiles.Write(s_document, WordFiles.Make([.. lines.Select(l => WordFiles.Paragraph(l))])));

        Assert.Equal(["前", "一、总体情况", "1—10月，全区共受理各类事项1,254件，当场（日）办结988件，即办率78.8%。"], texts.Take(3));
        Assert.Contains("四、督办情况", texts);
        Assert.Equal(2, texts.Count(t => t == "本期无督办件。"));
        Assert.DoesNotContain("{{", string.Concat(texts), StringComparison.Ordinal);
        Assert.Equal("后", texts[^1]);
    }

    [Fact]
    public void Blocks_EachInItsPlace_AreWrittenIntoADocumentWithoutOurStyles()
    {
        var file = WordFiles.Write(
            s_document,
            WordFiles.Make(
                WordFiles.Paragraph("{{table:casesByMonth}}"),
                WordFiles.Paragraph("{{chart:casesTrend}}"),
                WordFiles.Paragraph("{{section:empty}}"),
                WordFiles.Paragraph("{{definitions}}"),
                WordFiles.Paragraph("{{table:gone?}}"),
                WordFiles.Paragraph("{{gone?}}")
            )
        );

        WordFiles.AssertValid(file);
        Assert.Equal(2, WordFiles.Read(file, main => main.Document!.Body!.Elements<Table>().Count()));
        Assert.Single(WordFiles.Read(file, main => main.ChartParts.ToList()));
        Assert.Contains("一、督办情况", WordFiles.Texts(file));
        Assert.DoesNotContain("gone", string.Concat(WordFiles.Texts(file)), StringComparison.Ordinal);
        Assert.Contains(
            "ReportBody",
            WordFiles.Read(file, main => main.StyleDefinitionsPart!.Styles!.Elements<Style>().Select(s => s.StyleId!.Value!).ToList())
        );
    }

    [Fact]
    public void Block_InACell_KeepsToItsWidth()
    {
        var table = WordFiles.Table(["左", "{{table:casesByMonth}}"]);
        foreach (var cell in table.Descendants<TableCell>())
            cell.TableCellProperties = new TableCellProperties(new TableCellWidth { Width = "4400", Type = TableWidthUnitValues.Dxa });
        var file = WordFiles.Write(s_document, WordFiles.Make(table, new Paragraph()));

        WordFiles.AssertValid(file);
        Assert.Equal(
            "4160",
            WordFiles.Read(
                file,
                main => main.Document!.Body!.Descendants<TableCell>().ElementAt(1).Descendants<TableWidth>().Single().Width!.Value
            )
        );
    }

    [Fact]
    public void Shipped_DownloadedAndChanged_IsRenderedAsChanged()
    {
        var changed = WordFiles.Change(
            WordReport.ShippedTemplate(ReportSamples.Chinese),
            main =>
            {
                main.Document!.Body!.PrependChild(WordFiles.Paragraph("台江区人民政府办公室文件"));
                main.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(s => s.StyleId == "ReportHeading").StyleRunProperties!.Color =
                    new Color { Val = "FF0000" };
            }
        );
        var file = WordFiles.Write(s_document, changed);

        WordFiles.AssertValid(file);
        Assert.Empty(WordReport.Check(changed, s_document, TestContext.Current.CancellationToken));
        Assert.Equal("台江区人民政府办公室文件", WordFiles.Texts(file)[0]);
        Assert.Equal(
            "FF0000",
            WordFiles.Read(
                file,
                main =>
                    main.StyleDefinitionsPart!.Styles!.Elements<Style>()
                        .Single(s => s.StyleId == "ReportHeading")
                        .StyleRunProperties!.Color!.Val!.Value
            )
        );
        Assert.Contains("一、总体情况", WordFiles.Texts(file));
    }

    [Fact]
    public void Report_UsedAsATemplate_KeepsItsOwnCharts()
    {
        var again = WordFiles.Change(
            WordFiles.Write(s_document),
            main => main.Document!.Body!.PrependChild(WordFiles.Paragraph("{{chart:casesTrend}}"))
        );
        var file = WordFiles.Write(s_document, again);

        WordFiles.AssertValid(file);
        Assert.Equal(4, WordFiles.Read(file, main => main.ChartParts.Count()));
    }
}
