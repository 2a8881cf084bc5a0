using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Word;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;
using C = DocumentFormat.OpenXml.Drawing.Charts;

namespace Portal.Tests.Documents;

public sealed class WordReportTests
{
    private static readonly ReportDocument s_chinese = ReportSamples.Document;
    private static readonly ReportDocument s_english = s_chinese with { Culture = ReportSamples.English };

    public static TheoryData<string> Languages => ["zh-CN", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Write_ShippedTemplate_IsValidAndLeavesNothingUnfilled(string language)
    {
        var document = In(language);
        var file = WordFiles.Write(document);

        WordFiles.AssertValid(file);
        WordFiles.AssertValid(WordReport.ShippedTemplate(document.Culture));
        Assert.Empty(WordReport.Check(WordReport.ShippedTemplate(document.Culture), document, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(
            WordFiles.Texts(file),
            t => t.Contains("{{", StringComparison.Ordinal) || t.Contains("}}", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Write_ShippedTemplate_SaysAllThatTheDocumentSays(string language)
    {
        var document = In(language);
        var texts = WordFiles.Texts(WordFiles.Write(document));

        Assert.Contains(document.Title, texts);
        Assert.Contains(document.State, texts);
        Assert.Contains(document.Issuer, texts);
        Assert.All(
            document.Definitions,
            d =>
                Assert.Contains(texts, t => t.Contains(d.Name, StringComparison.Ordinal) && t.Contains(d.Meaning, StringComparison.Ordinal))
        );
        var paragraphs = document
            .Sections.SelectMany(s => s.Blocks)
            .OfType<ReportParagraph>()
            .Select(p => p.Text.Replace("\t", "", StringComparison.Ordinal));
        Assert.All(paragraphs, p => Assert.Contains(p, texts.Select(t => t.Replace("\t", "", StringComparison.Ordinal))));
        var cells = document.Tables.SelectMany(t =>
            t.Rows.SelectMany(r => r.Cells.Select((c, i) => ReportNumbers.Write(t.Columns[i], c, document.Culture)))
        );
        Assert.All(cells, c => Assert.Contains(c, texts));
    }

    [Fact]
    public void Write_Sections_AreNumberedInTheirLanguage()
    {
        Assert.Equal(["一、总体情况", "二、办件情况", "三、逐月走势", "四、督办情况"], Headings(s_chinese));
        Assert.Equal(["1. 总体情况", "2. 办件情况", "3. 逐月走势", "4. 督办情况"], Headings(s_english));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytesWithoutATime()
    {
        var file = WordFiles.Write(s_chinese);

        Assert.Equal(file, WordFiles.Write(ReportJson.Read(ReportJson.Write(s_chinese))));
        using var archive = new ZipArchive(new MemoryStream(file));
        Assert.Equal("[Content_Types].xml", archive.Entries[0].FullName);
        Assert.All(
            archive.Entries,
            e => Assert.Equal(new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), e.LastWriteTime.DateTime)
        );
        Assert.Equal(
            archive.Entries.Skip(1).Select(e => e.FullName).Order(StringComparer.Ordinal),
            archive.Entries.Skip(1).Select(e => e.FullName)
        );
        Assert.Equal(WordReport.ShippedTemplate(ReportSamples.Chinese), WordReport.ShippedTemplate(CultureInfo.GetCultureInfo("zh-Hans")));
    }

    [Fact]
    public void Write_AnyDocument_LaysPagesOutAsOfficialDocuments() =>
        WordFiles.Read(
            WordFiles.Write(s_chinese),
            main =>
            {
                var page = main.Document!.Body!.Elements<SectionProperties>().Single();
                Assert.Equal(
                    (11906u, 16838u),
                    (page.GetFirstChild<PageSize>()!.Width!.Value, page.GetFirstChild<PageSize>()!.Height!.Value)
                );
                var margin = page.GetFirstChild<PageMargin>()!;
                Assert.Equal((37, 28), (Millimetres(margin.Top!.Value), Millimetres(margin.Left!.Value)));
                Assert.Equal(
                    (156, 225),
                    (
                        Millimetres(11906 - margin.Left.Value - margin.Right!.Value),
                        Millimetres(16838 - margin.Top.Value - margin.Bottom!.Value)
                    )
                );
                var body = main.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(s => s.StyleId == "ReportBody");
                Assert.Equal(
                    ("32", "FangSong"),
                    (body.StyleRunProperties!.FontSize!.Val!.Value, body.StyleRunProperties.RunFonts!.EastAsia!.Value)
                );
                Assert.Equal(
                    ("579", 200),
                    (
                        body.StyleParagraphProperties!.SpacingBetweenLines!.Line!.Value,
                        body.StyleParagraphProperties.Indentation!.FirstLineChars!.Value
                    )
                );
                Assert.True(22 * 579 <= 16838 - margin.Top.Value - margin.Bottom.Value + 1);
                // Odd pages at the right, even ones at the left.
                Assert.NotNull(main.DocumentSettingsPart!.Settings!.GetFirstChild<EvenAndOddHeaders>());
                Assert.Equal("right", Footer(main, page, HeaderFooterValues.Default));
                Assert.Equal("left", Footer(main, page, HeaderFooterValues.Even));
                return 0;
            }
        );

    [Fact]
    public void Write_Table_RepeatsHeadingsKeepsRowsWholeAndAlignsNumbers() =>
        WordFiles.Read(
            WordFiles.Write(s_chinese),
            main =>
            {
                var rows = main.Document!.Body!.Descendants<Table>().First().Elements<TableRow>().ToList();
                Assert.NotNull(rows[0].TableRowProperties!.GetFirstChild<TableHeader>());
                Assert.All(rows, r => Assert.NotNull(r.TableRowProperties!.GetFirstChild<CantSplit>()));
                var sides = rows[1].Descendants<Justification>().Select(j => j.Val!.InnerText);
                Assert.Equal(["left", "right", "right", "right", "right", "right", "right"], sides);
                Assert.All(rows[^1].Descendants<Run>(), r => Assert.NotNull(r.RunProperties?.Bold));
                Assert.All(rows[1].Descendants<Run>(), r => Assert.Null(r.RunProperties?.Bold));
                return 0;
            }
        );

    [Fact]
    public void Write_GapsInATable_AreSaidApart()
    {
        var rows = WordFiles.Rows(WordFiles.Write(s_chinese));

        Assert.Equal(["鳌峰街道", "0", "0", "—", "—", "—", "—"], rows[3]);
        Assert.Equal(["瀛洲街道", "未报送", "未报送", "未报送", "不适用", "不适用", "不适用"], rows[4]);
    }

    [Fact]
    public void Write_TableOfNothing_SaysSo()
    {
        var file = WordFiles.Write(s_chinese);
        var last = WordFiles.Read(
            file,
            main => main.Document!.Body!.Descendants<Table>().Last().Elements<TableRow>().Select(r => r.InnerText).ToList()
        );

        Assert.Equal(["事项件数", "本期无此类情况"], last);
    }

    [Fact]
    public void Write_WideTable_SetsItSmallerAndWithinThePage()
    {
        ReportColumn[] columns =
        [
            new("name", "社区", ReportColumnKind.Text),
            .. Enumerable.Range(1, 12).Select(i => new ReportColumn($"c{i}", "受理件数", ReportColumnKind.Number)),
        ];
        var wide = new ReportTable(
            "wide",
            "宽表",
            columns,
            [new("k", [ReportCell.Of("后洲街道"), .. Enumerable.Range(1, 12).Select(i => ReportCell.Of(i * 12345m))])]
        );
        var file = WordFiles.Write(s_chinese with { Sections = [new("wide", "宽表", [wide])] });

        WordFiles.AssertValid(file);
        var (width, sizes) = WordFiles.Read(
            file,
            main =>
                (
                    main.Document!.Body!.Descendants<GridColumn>().Sum(c => int.Parse(c.Width!.Value!, CultureInfo.InvariantCulture)),
                    main.Document.Body!.Descendants<Table>().Single().Descendants<FontSize>().Select(s => s.Val!.Value!).Distinct().ToList()
                )
        );
        Assert.Equal(8844, width);
        Assert.InRange(int.Parse(Assert.Single(sizes), CultureInfo.InvariantCulture), 11, 20);
    }

    [Fact]
    public void Write_Charts_AreWordsOwnWithTheTablesNumbers() =>
        WordFiles.Read(
            WordFiles.Write(s_chinese),
            main =>
            {
                var charts = main.ChartParts.Select(p => p.ChartSpace!).ToList();
                Assert.Equal(3, charts.Count);
                Assert.Equal(charts.Count, main.Document!.Body!.Descendants<C.ChartReference>().Count());
                var months = charts.Single(c => c.Descendants<C.LineChartSeries>().Any() && !c.Descendants<C.BarChartSeries>().Any());
                var expected = ReportSamples.Months.Rows.Select(r => r.Cells[3].Number!.Value.ToString(CultureInfo.InvariantCulture));
                Assert.Equal(expected, months.Descendants<C.Values>().Single().Descendants<C.NumericPoint>().Select(p => p.InnerText));
                return 0;
            }
        );

    [Fact]
    public void Write_ChartOfNothing_SaysSoInItsPlace()
    {
        var empty = ReportSamples.Streets with { Rows = [] };
        var file = WordFiles.Write(s_chinese with { Sections = [new("cases", "办件情况", [empty, s_chinese.Charts.First()])] });

        WordFiles.AssertValid(file);
        Assert.Contains("（各街道即办率：本期无可绘制的数据。）", WordFiles.Texts(file));
        Assert.Empty(WordFiles.Read(file, main => main.ChartParts.ToList()));
    }

    [Fact]
    public void Write_TextsThatXmlCannotHold_LosesOnlyThose()
    {
        const string Bad = "甲\u0001<w:p>&amp;]]>\uD800乙\uFFFF😀";
        var file = WordFiles.Write(
            s_chinese with
            {
                Title = Bad,
                Sections =
                [
                    new(
                        "a",
                        Bad,
                        [
                            new ReportParagraph(Bad),
                            ReportSamples.Months with
                            {
                                Title = Bad,
                                Notes = [Bad],
                            },
                            s_chinese.Charts.Last() with
                            {
                                Title = Bad,
                            },
                        ]
                    ),
                ],
            }
        );

        WordFiles.AssertValid(file);
        Assert.Contains("甲<w:p>&amp;]]>乙😀", WordFiles.Texts(file));
    }

    [Fact]
    public void Write_RemarkOfManyLines_KeepsThem()
    {
        var file = WordFiles.Write(s_chinese with { Sections = [new("a", "备注", [new ReportParagraph("第一行\n第二行")])] });

        Assert.Equal(
            1,
            WordFiles.Read(
                file,
                main =>
                    main.Document!.Body!.Descendants<Paragraph>().Single(p => p.InnerText == "第一行第二行").Descendants<Break>().Count()
            )
        );
    }

    private static ReportDocument In(string language) => language == "en" ? s_english : s_chinese;

    private static int Millimetres(long twips) => (int)Math.Round(twips / 1440.0 * 25.4);

    private static List<string> Headings(ReportDocument document) =>
        WordFiles.Read(
            WordFiles.Write(document),
            main =>
                main.Document!.Body!.Elements<Paragraph>()
                    .Where(p =>
                        p.ParagraphProperties?.ParagraphStyleId?.Val == "ReportHeading" && p.ParagraphProperties.PageBreakBefore is null
                    )
                    .Select(p => p.InnerText)
                    .ToList()
        );

    private static string Footer(MainDocumentPart main, SectionProperties page, HeaderFooterValues kind)
    {
        var footer = ((FooterPart)main.GetPartById(page.Elements<FooterReference>().Single(f => f.Type! == kind).Id!)).Footer!;
        Assert.Equal("— 1 —", footer.InnerText);
        Assert.Contains("PAGE", footer.Descendants<SimpleField>().Single().Instruction!.Value, StringComparison.Ordinal);
        return footer.Descendants<Justification>().Single().Val!.InnerText!;
    }
}
