using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.Domain.Documents.Content;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;

namespace Portal.Tests.Documents;

public sealed class ExcelReportTests
{
    [Fact]
    public void Workbook_OfEveryBlock_IsValid()
    {
        using var book = ReportBook.Of(ReportSamples.Document);
        Assert.Empty(
            new OpenXmlValidator()
                .Validate(book.Package, TestContext.Current.CancellationToken)
                .Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")
        );
        Assert.Equal(["报告", "办件情况", "逐月走势", "督办情况", "指标说明"], book.SheetNames);
    }

    [Fact]
    public void Workbook_WrittenTwice_HasTheSameBytes() =>
        Assert.Equal(ReportBook.Bytes(ReportSamples.Document), ReportBook.Bytes(ReportSamples.Document));

    [Fact]
    public void Numbers_OfEveryTable_EqualTheReport()
    {
        using var book = ReportBook.Of(ReportSamples.Document);
        foreach (var (table, sheet, heading) in new[] { (ReportSamples.Streets, "办件情况", 5), (ReportSamples.Months, "逐月走势", 5) })
        {
            for (var row = 0; row < table.Rows.Count; row++)
            {
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    var cell = book.At(sheet, new CellPlace(heading + 1 + row, column + 1));
                    var expected = table.Rows[row].Cells[column];
                    if (expected.Number is { } number)
                        Assert.Equal(
                            (double)(table.Columns[column].Kind == ReportColumnKind.Points ? number * 100 : number),
                            ReportBook.Number(cell)
                        );
                    else
                        Assert.Equal(
                            ReportNumbers.Write(table.Columns[column], expected, ReportSamples.Chinese),
                            cell.CellFormula is null ? cell.InnerText : cell.CellValue!.Text
                        );
                }
            }
        }
    }

    [Fact]
    public void Share_WithItsParts_IsAFormulaOfItsRow()
    {
        using var book = ReportBook.Of(ReportSamples.Document);
        Assert.Equal("IFERROR(C6/B6,\"—\")", book.At("办件情况", new(6, 4)).CellFormula!.Text);
        var empty = book.At("办件情况", new(8, 4)); // nothing was accepted
        Assert.Equal(("IFERROR(C8/B8,\"—\")", "—"), (empty.CellFormula!.Text, empty.CellValue!.Text));
        Assert.Equal(CellValues.String, empty.DataType!.Value);
        Assert.Null(book.At("办件情况", new(9, 4)).CellFormula); // not provided
        Assert.Null(book.At("逐月走势", new(6, 4)).CellFormula); // its parts are not in the table
    }

    [Fact]
    public void Share_ThatIsNotTheQuotientOfItsRow_StaysTheNumber()
    {
        var table = ReportSamples.Streets with
        {
            Rows =
            [
                new(
                    "1",
                    [
                        ReportCell.Of("x"),
                        ReportCell.Of(10),
                        ReportCell.Of(5),
                        ReportCell.Of(0.6m),
                        ReportCell.NotApplicable,
                        ReportCell.NotApplicable,
                        ReportCell.NotApplicable,
                    ]
                ),
            ],
        };
        using var book = ReportBook.Of(With(table));
        var cell = book.At("s", new(6, 4));
        Assert.Null(cell.CellFormula);
        Assert.Equal(0.6, ReportBook.Number(cell));
    }

    [Fact]
    public void Total_ThatTheRowsAddUpTo_IsASum()
    {
        using var book = ReportBook.Of(ReportSamples.Document);
        var total = book.At("办件情况", new(10, 2));
        Assert.Equal("SUM(B6:B9)", total.CellFormula!.Text);
        Assert.Equal(1254, ReportBook.Number(total));
    }

    [Fact]
    public void Total_ThatTheRowsDoNotAddUpTo_StaysTheNumber()
    {
        var rows = ReportSamples
            .Streets.Rows.Select(r => r.IsTotal ? r with { Cells = [r.Cells[0], ReportCell.Of(9999), .. r.Cells.Skip(2)] } : r)
            .ToList();
        using var book = ReportBook.Of(With(ReportSamples.Streets with { Rows = rows }));
        Assert.Null(book.At("s", new(10, 2)).CellFormula);
        Assert.Equal(9999, ReportBook.Number(book.At("s", new(10, 2))));
        Assert.Equal("SUM(C6:C9)", book.At("s", new(10, 3)).CellFormula!.Text);
    }

    [Theory, MemberData(nameof(Documents.TableFilesTests.Formulas), MemberType = typeof(Documents.TableFilesTests))]
    public void Texts_ThatLookLikeFormulas_StayTexts(string text)
    {
        var table = new ReportTable("t", text, [new("name", text, ReportColumnKind.Text)], [new("1", [ReportCell.Of(text)])])
        {
            Notes = [text],
        };
        var document = With(table) with { Title = text, Period = text, Issuer = text, State = text, Definitions = [new(text, text)] };
        using var book = ReportBook.Of(document with { Sections = [.. document.Sections, new("p", text, [new ReportParagraph(text)])] });
        Assert.All(book.Cells, c => Assert.Null(c.CellFormula));
        Assert.All(book.Cells, c => Assert.Equal(CellValues.InlineString, c.DataType!.Value));
        Assert.Empty(new OpenXmlValidator().Validate(book.Package, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Charts_AreDrawnFromTheCellsOfTheirTable()
    {
        using var book = ReportBook.Of(ReportSamples.Document);
        var charts = book.Charts("逐月走势");
        Assert.Equal(2, charts.Count);
        Assert.Equal(
            [
                "'逐月走势'!$B$5",
                "'逐月走势'!$A$6:$A$15",
                "'逐月走势'!$B$6:$B$15",
                "'逐月走势'!$C$5",
                "'逐月走势'!$A$6:$A$15",
                "'逐月走势'!$C$6:$C$15",
            ],
            ReportBook.Formulas(charts[0])
        );
        foreach (var chart in charts.Concat(book.Charts("办件情况")))
            book.AssertCachesEqualCells(chart);
    }

    [Fact]
    public void Chart_OfAColumnWithGaps_IsDrawnFromCellsThatAreEmptyThere()
    {
        using var book = ReportBook.Of(ReportSamples.Document);
        var chart = Assert.Single(book.Charts("办件情况"));
        Assert.Contains("'办件情况'!$H$6:$H$9", ReportBook.Formulas(chart));
        Assert.Equal("D6", book.At("办件情况", new(6, 8)).CellFormula!.Text);
        Assert.Null(book.Find("办件情况", new(8, 8)));
        Assert.False(chart.ChartSpace!.Descendants<DocumentFormat.OpenXml.Drawing.Charts.PlotVisibleOnly>().Single().Val!.Value);
    }

    /// <summary>
    /// In every font, each page ends at its break, and holds no more than the narrowest letters allow.
    /// </summary>
    [Fact]
    public void Pages_EndBetweenTablesRowsAndCharts()
    {
        ReportTable Long(string code, int rows) =>
            ReportSamples.Months with
            {
                Code = code,
                Title = code,
                Rows =
                [
                    .. Enumerable
                        .Range(1, rows)
                        .Select(i => new ReportRow(
                            $"{i}",
                            [
                                ReportCell.Of($"第{i}项"),
                                ReportCell.Of((decimal)i),
                                ReportCell.Of((decimal)i),
                                ReportCell.Of(0.5m),
                                ReportCell.Of(0m),
                            ]
                        )),
                ],
            };
        ReportChart Drawn(string table) => new(table, table, ReportChartKind.Bar, table, "month", ["accepted"]);
        var sizes = new[] { 3, 20, 31, 7, 90, 12, 38, 5 };
        using var book = ReportBook.Of(
            ReportSamples.Document with
            {
                Sections =
                [
                    new(
                        "s",
                        "s",
                        [
                            .. sizes.SelectMany(
                                (rows, i) => new ReportBlock[] { Long($"t{i}", rows), Drawn($"t{i}") }.Take(rows < 40 ? 2 : 1)
                            ),
                        ]
                    ),
                ],
            }
        );

        var (heights, ends) = book.Pages("s");
        Assert.True(ends.Count > 5, $"{ends.Count} pages");
        Assert.All(
            ends.Zip(ends.Skip(1).Append(heights.Count)),
            page => Assert.InRange(heights.Skip(page.First).Take(page.Second - page.First).Sum(), 1, 745)
        );
        foreach (var (first, last) in book.ChartRows("s"))
            Assert.DoesNotContain(ends, end => end >= first && end < last);
        for (var i = 0; i < sizes.Length; i++)
        {
            var title = book.Sheet("s").Worksheet!.Descendants<Row>().Single(r => r.InnerText == $"t{i}").RowIndex!.Value;
            Assert.DoesNotContain(ends, end => end >= title && end < title + 4); // its heading, and some of its rows
        }
    }

    [Fact]
    public void Headings_AreAsWideAsTheirWords_AndKeepBracketsWhole()
    {
        ReportColumn[] columns =
        [
            new("name", "Unit", ReportColumnKind.Text),
            new("a", "Satisfaction ratio", ReportColumnKind.Number),
            new("b", "服务件数（人次）", ReportColumnKind.Number),
        ];
        using var book = ReportBook.Of(With(new("t", "t", columns, [new("1", [ReportCell.Of("x"), ReportCell.Of(1), ReportCell.Of(2)])])));

        var widths = book.Sheet("s").Worksheet!.Descendants<Column>().Select(c => c.Width!.Value).ToList();
        Assert.True(widths[1] > "Satisfaction".Length * 1.1);
        Assert.Equal("服务件数\n（人次）", book.At("s", new(5, 3)).InnerText);
        Assert.Equal(36, book.Sheet("s").Worksheet!.Descendants<Row>().Single(r => r.RowIndex! == 5).Height!.Value); // two lines
    }

    [Fact]
    public void SheetNames_OfAnyHeading_AreLegalAndUnique()
    {
        string[] headings = ["a/b:c*d?[e]\\", "A B C D  E", "A B C D  E", "", "'x'", new('长', 40), new('长', 40), "history", "报告"];
        var document = ReportSamples.Document with
        {
            Sections =
            [
                .. headings.Select(
                    (h, i) => new ReportSection($"s{i}", h, [new ReportTable($"t{i}", "t", [new("a", "a", ReportColumnKind.Text)], [])])
                ),
            ],
        };
        using var book = ReportBook.Of(document);
        Assert.Equal(book.SheetNames.Count, book.SheetNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(book.SheetNames, n => Assert.InRange(n.Length, 1, 31));
        Assert.Empty(new OpenXmlValidator().Validate(book.Package, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Workbook_OfNothing_StillOpens()
    {
        using var book = ReportBook.Of(ReportSamples.Document with { Sections = [], Definitions = [] });
        Assert.Empty(new OpenXmlValidator().Validate(book.Package, TestContext.Current.CancellationToken));
        Assert.Equal(["报告"], book.SheetNames);
    }

    private static ReportDocument With(ReportTable table) => ReportSamples.Document with { Sections = [new("s", "s", [table])] };
}
