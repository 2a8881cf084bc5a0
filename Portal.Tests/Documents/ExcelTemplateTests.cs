using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Excel;
using Portal.Domain.Documents.Excel.Templates;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;

namespace Portal.Tests.Documents;

public sealed class ExcelTemplateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Rows and cells far out make programs fill in all that lies before them.</summary>
    [Theory]
    [InlineData("<row r=\"2147483647\"><c r=\"A2147483647\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>")]
    public void Template_WithACellBeyondAllSheets_IsRefused(string row)
    {
        var template = RawWorkbook.Of(row);
        Assert.Equal(
            "file.outsideSheet",
            Assert.Single(ExcelReport.Check(template, ReportSamples.Document, TestContext.Current.CancellationToken)).Code
        );
        Assert.Empty(
            ExcelReport.Check(
                RawWorkbook.Of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
                ReportSamples.Document,
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public void Field_AloneOrWithinText_IsFilledIn()
    {
        using var book = Fill(
            Sheet(
                ("A1", "{{unit}}"),
                ("A2", "共 {{cases.accepted}} 件，{{ cases.onTheSpotRatio }}"),
                ("A3", "{{cases.accepted}}"),
                ("A4", "{{nothing?}}")
            )
        );
        Assert.Equal("台江区", book.At("S", new(1, 1)).InnerText);
        Assert.Equal("共 1,254 件，78.8%", book.At("S", new(2, 1)).InnerText);
        Assert.Equal(1254, ReportBook.Number(book.At("S", new(3, 1))));
        Assert.Equal("", book.At("S", new(4, 1)).InnerText);
    }

    [Fact]
    public void Row_OfATable_RepeatsAndWhatIsBelowMovesDown()
    {
        using var book = Fill(
            Sheet(
                ("A1", "街道"),
                ("A2", "{{streets.name}}"),
                ("B2", "{{streets.accepted}}"),
                ("C2", "{{streets.onTheSpotRatio}}"),
                ("A3", "合计"),
                ("B3", "=SUM(B2:B2)"),
                ("C3", "{{streets.total.onTheSpotRatio}}"),
                ("D2", "=B2*2+B$1+SUM(B2:B2)")
            )
        );
        Assert.Equal(
            ["后洲街道", "=HYPERLINK(\"http://x\")街道", "鳌峰街道", "瀛洲街道"],
            Enumerable.Range(2, 4).Select(r => book.At("S", new(r, 1)).InnerText)
        );
        Assert.Equal(1234, ReportBook.Number(book.At("S", new(2, 2))));
        Assert.Equal("未报送", book.At("S", new(5, 2)).InnerText);
        Assert.Equal("合计", new TemplateTexts(book.Package.WorkbookPart!).Of(book.At("S", new(6, 1))));
        Assert.Equal("SUM(B2:B5)", book.At("S", new(6, 2)).CellFormula!.Text);
        Assert.Equal(988.0 / 1254, ReportBook.Number(book.At("S", new(6, 3))), 12);
        Assert.Equal("B3*2+B$1+SUM(B3:B3)", book.At("S", new(3, 4)).CellFormula!.Text);
        Assert.Empty(new OpenXmlValidator().Validate(book.Package, Cancellation));
        Assert.True(book.Package.WorkbookPart!.Workbook!.CalculationProperties!.FullCalculationOnLoad!.Value);
    }

    [Fact]
    public void Row_OfAnEmptyTable_StaysEmpty()
    {
        using var book = Fill(Sheet(("A1", "{{none.name}}"), ("B1", "{{none.count}}"), ("B2", "=SUM(B1:B1)")));
        Assert.Equal(("", "SUM(B1:B1)"), (book.At("S", new(1, 1)).InnerText, book.At("S", new(2, 2)).CellFormula!.Text));
    }

    [Theory, MemberData(nameof(Documents.TableFilesTests.Formulas), MemberType = typeof(Documents.TableFilesTests))]
    public void Text_ThatLooksLikeAFormula_StaysAText(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = text };
        using var book = Fill(Sheet(("A1", "{{unit}}"), ("A2", "{{unit}}x")), ReportSamples.Document with { Fields = fields });
        Assert.All(book.Cells, c => Assert.Equal((null, CellValues.InlineString), (c.CellFormula, c.DataType!.Value)));
    }

    [Fact]
    public void WrongNames_AreSaidWithSheetAndCell()
    {
        var template = Sheet(
            ("A1", "{{unitt}}"),
            ("B2", "{{streets.name}}"),
            ("C2", "{{streets.acepted}} 件"),
            ("D4", "{{ohne"),
            ("E5", "{{weather?}}"),
            ("F6", "{{streets.name}}{{casesByMonth.month}}")
        );
        Assert.Equal(
            [
                new TemplateFault("row.twoTables", "S!F6", "{{casesByMonth.month}}"),
                new("field.unknown", "S!A1", "{{unitt}}"),
                new("column.unknown", "S!C2", "{{streets.acepted}}"),
                new("field.unclosed", "S!D4", "{{ohne"),
            ],
            ExcelReport.Check(template, ReportSamples.Document, TestContext.Current.CancellationToken)
        );
        using var book = Fill(template);
        Assert.Equal("{{unitt}}", book.At("S", new(1, 1)).InnerText);
    }

    [Fact]
    public void ShippedTemplate_InBothLanguages_IsRightAndValid()
    {
        foreach (var culture in new[] { ReportSamples.Chinese, ReportSamples.English })
        {
            var template = ExcelReport.ShippedTemplate(culture);
            var sample = ReportSamples.Document with
            {
                Sections =
                [
                    .. ReportSamples.Document.Sections.Select(s =>
                        s with
                        {
                            Blocks =
                            [
                                .. s.Blocks.Select(b =>
                                    b is ReportTable { Code: "casesByMonth" } months
                                        ? months with
                                        {
                                            Columns = [.. months.Columns, new("onTheSpot", "即办", ReportColumnKind.Number)],
                                            Rows = [.. months.Rows.Select(r => r with { Cells = [.. r.Cells, ReportCell.Of(1)] })],
                                        }
                                        : b
                                ),
                            ],
                        }
                    ),
                ],
            };
            Assert.Empty(ExcelReport.Check(template, sample, TestContext.Current.CancellationToken));
            using var book = ReportBook.Of(sample, template);
            Assert.Empty(new OpenXmlValidator().Validate(book.Package, Cancellation));
            Assert.Equal("SUM(B4:B13)", book.At(book.SheetNames[1], new(14, 2)).CellFormula!.Text);
            Assert.Equal("IFERROR(C5/B5,\"—\")", book.At(book.SheetNames[1], new(5, 4)).CellFormula!.Text);
            Assert.Equal(ReportBook.Bytes(sample, template), ReportBook.Bytes(sample, template));
        }
    }

    [Theory]
    [InlineData("B2", "B2")]
    [InlineData("B5", "B8")]
    [InlineData("SUM(B3:B3)", "SUM(B3:B6)")]
    [InlineData("SUM($B$1:$B$4)", "SUM($B$1:$B$7)")]
    [InlineData("B3", "B3")]
    [InlineData("\"B5\"&LOG10(B5)&'S'!C5&Other!C5&[1]S!B5", "\"B5\"&LOG10(B8)&'S'!C8&Other!C5&[1]S!B5")]
    [InlineData("SUM(5:6)", "SUM(8:9)")]
    [InlineData("AB5x+Name5.B5", "AB5x+Name5.B5")]
    public void Formula_AfterRowsWereRepeated_RefersToTheSameCells(string formula, string expected)
    {
        var shift = new FormulaShift(new Dictionary<string, RowShift>(StringComparer.Ordinal) { ["S"] = new([(3, 4)]) });
        Assert.Equal(expected, shift.Of(formula, "S", row: 9, copy: 0));
    }

    [Fact]
    public void Chart_OverARepeatedRow_GrowsWithIt()
    {
        var template = Edit(
            ReportBook.Bytes(ReportSamples.Document),
            package =>
            {
                // The report's own workbook, changed into a template: one row of names, and the chart over it.
                var sheet = Of(package, "逐月走势").Worksheet!;
                var rows = sheet.Descendants<Row>().ToList();
                foreach (var row in rows.Where(r => r.RowIndex! > 6))
                    row.Remove();
                foreach (var (cell, column) in rows.Single(r => r.RowIndex! == 6).Elements<Cell>().Zip(ReportSamples.Months.Columns))
                    TemplateTexts.Set(cell, $"{{{{casesByMonth.{column.Code}}}}}");
                foreach (
                    var formula in Of(package, "逐月走势")
                        .DrawingsPart!.ChartParts.SelectMany(c =>
                            c.ChartSpace!.Descendants<DocumentFormat.OpenXml.Drawing.Charts.Formula>()
                        )
                )
                    formula.Text = formula.Text.Replace("$15", "$6", StringComparison.Ordinal);
            }
        );
        using var book = ReportBook.Of(ReportSamples.Document, template);
        var chart = book.Charts("逐月走势")[0];
        Assert.Contains("'逐月走势'!$B$6:$B$15", ReportBook.Formulas(chart));
        Assert.Empty(chart.ChartSpace!.Descendants<DocumentFormat.OpenXml.Drawing.Charts.NumberingCache>());
        Assert.Empty(ExcelReport.Check(template, ReportSamples.Document, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("=WEBSERVICE(\"http://x\")", "file.external")]
    [InlineData("=SUM(1,RTD(\"x\",,\"y\"))", "file.external")]
    public void Formula_ThatReachesOut_IsRefused(string formula, string code) =>
        Assert.Equal(
            code,
            Assert.Single(ExcelReport.Check(Sheet(("A1", formula)), ReportSamples.Document, TestContext.Current.CancellationToken)).Code
        );

    [Fact]
    public void Files_ThatAreNoSafeWorkbook_AreRefusedWithTheReason()
    {
        Assert.Equal("file.unreadable", Code(Encoding.UTF8.GetBytes("no workbook")));
        Assert.Equal("file.unreadable", Code([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
        Assert.Equal(
            "file.macros",
            Code(
                Edit(
                    Sheet(("A1", "x")),
                    p =>
                    {
                        using var binary = new MemoryStream([1, 2, 3]);
                        p.WorkbookPart!.AddNewPart<VbaProjectPart>().FeedData(binary);
                    }
                )
            )
        );
        Assert.Equal(
            "file.external",
            Code(
                Edit(
                    Sheet(("A1", "x")),
                    p =>
                    {
                        var link = p.WorkbookPart!.AddNewPart<ExternalWorkbookPart>("rIdExternal");
                        link.ExternalLink = new ExternalLink(new DdeLink { DdeService = "cmd", DdeTopic = "/c calc" });
                    }
                )
            )
        );
        Assert.Equal(
            "file.unreadable",
            Code(WithEntry("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"))
        );
        Assert.Equal("file.tooLarge", Code(WithEntry("xl/bomb.xml", new string(' ', 200 << 20))));

        static string Code(byte[] file) =>
            Assert.Single(ExcelReport.Check(file, ReportSamples.Document, TestContext.Current.CancellationToken)).Code;
    }

    private static ReportBook Fill(byte[] template, ReportDocument? document = null) =>
        ReportBook.Of(document ?? ReportSamples.Document, template);

    private static WorksheetPart Of(SpreadsheetDocument package, string name) =>
        (WorksheetPart)
            package.WorkbookPart!.GetPartById(
                package.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == name).Id!.Value!
            );

    private static byte[] Sheet(params (string Place, string Content)[] cells)
    {
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            var texts = workbook.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable();
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(
                new SheetData(
                    cells
                        .Select(c => (Place: CellPlace.Read(c.Place)!.Value, c.Content))
                        .GroupBy(c => c.Place.Row)
                        .OrderBy(g => g.Key)
                        .Select(g => new Row(
                            g.OrderBy(c => c.Place.Column).Select(c => ToCell(c.Place, c.Content, texts.SharedStringTable))
                        )
                        {
                            RowIndex = (uint)g.Key,
                        })
                )
            );
            workbook.Workbook = new Workbook(
                new Sheets(
                    new Sheet
                    {
                        Name = "S",
                        SheetId = 1,
                        Id = workbook.GetIdOfPart(part),
                    }
                )
            );
        }
        return stream.ToArray();
    }

    // Texts as most programs store them, in parts with their own style.
    private static Cell ToCell(CellPlace place, string content, SharedStringTable texts)
    {
        if (content.StartsWith('='))
            return new Cell
            {
                CellReference = place.ToString(),
                CellFormula = new CellFormula(content[1..]),
                CellValue = new CellValue("0"),
            };
        texts.Append(
            new SharedStringItem(
                new Run(new Text(content[..1]) { Space = SpaceProcessingModeValues.Preserve }),
                new Run(new Text(content[1..]) { Space = SpaceProcessingModeValues.Preserve })
            )
        );
        return new Cell
        {
            CellReference = place.ToString(),
            DataType = CellValues.SharedString,
            CellValue = new CellValue(texts.ChildElements.Count - 1),
        };
    }

    private static byte[] Edit(byte[] file, Action<SpreadsheetDocument> edit)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var package = SpreadsheetDocument.Open(stream, isEditable: true))
            edit(package);
        return stream.ToArray();
    }

    private static byte[] WithEntry(string name, string content)
    {
        using var stream = new MemoryStream();
        stream.Write(Sheet(("A1", "x")));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(name)?.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(content);
        }
        return stream.ToArray();
    }
}
