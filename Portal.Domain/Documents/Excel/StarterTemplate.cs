using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;
using CellStyle = Portal.Domain.Documents.Tables.CellStyle;

namespace Portal.Domain.Documents.Excel;

/// <summary>The template for offices to start from: every kind of field, rows that repeat, formulas beside and below them.</summary>
internal static class StarterTemplate
{
    private const int Row = 4; // the one that repeats

    public static byte[] Make(CultureInfo culture)
    {
        using var content = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
            Fill(package, culture);
        using var steady = new MemoryStream();
        ReproduciblePackage.Write(content, steady);
        return steady.ToArray();
    }

    private static void Fill(SpreadsheetDocument package, CultureInfo culture)
    {
        var workbook = package.AddNewPart<WorkbookPart>(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "rId1"
        );
        var styles = new StyleTable();
        (string Key, Func<CultureInfo, StyleTable, byte[]> Write)[] sheets =
        [
            ("sheet.report", Report),
            ("sheet.months", Months),
            ("sheet.definitions", Definitions),
        ];
        var named = new List<Sheet>();
        foreach (var (key, write) in sheets)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"rId{named.Count + 1}");
            using var xml = new MemoryStream(write(culture, styles), writable: false);
            workbook.AddNewPart<WorksheetPart>(id).FeedData(xml);
            named.Add(
                new()
                {
                    Name = ExcelTexts.In(culture, key),
                    SheetId = (uint)named.Count + 1,
                    Id = id,
                }
            );
        }
        workbook.AddNewPart<WorkbookStylesPart>("rIdStyles").Stylesheet = styles.Make();
        workbook.Workbook = new Workbook(new Sheets(named));
    }

    private static byte[] Report(CultureInfo culture, StyleTable styles)
    {
        using var sheet = new SheetWriter(new([new(16), new(76)], IsFirst: true), styles);
        Write(sheet, [("{{title}}", CellStyle.Title)], 26);
        foreach (var field in new[] { "{{period}}", "{{issuer}}", "{{state}}" })
            Write(sheet, [(field, CellStyle.Note)]);
        sheet.Skip();
        Write(sheet, [("{{paragraphs.section}}", CellStyle.Subtitle), ("{{paragraphs.text}}", CellStyle.Paragraph)]);
        return End(sheet, culture);
    }

    private static byte[] Months(CultureInfo culture, StyleTable styles)
    {
        using var sheet = new SheetWriter(
            new([new(14), new(12), new(12), new(12), new(12), new(12)], FrozenRows: Row - 1, FrozenColumns: 1),
            styles
        );
        Write(sheet, [(ExcelTexts.In(culture, "starter.months"), CellStyle.Title)], 26);
        Write(sheet, [("{{period}}", CellStyle.Note)]);
        Write(
            sheet,
            [
                .. new[] { "month", "accepted", "closed", "completion", "onTheSpot", "onTheSpotRatio" }.Select(k =>
                    (ExcelTexts.In(culture, "starter." + k), CellStyle.Heading)
                ),
            ],
            22
        );
        sheet.BeginRow();
        sheet.Text(1, "{{casesByMonth.month}}", new(CellStyle.Body));
        Line(
            sheet,
            CellStyle.Body,
            column =>
                sheet.Text(
                    column,
                    column switch
                    {
                        2 => "{{casesByMonth.accepted}}",
                        3 => "{{casesByMonth.closed}}",
                        _ => "{{casesByMonth.onTheSpot}}",
                    },
                    new(CellStyle.Body, ReportColumnKind.Number)
                )
        );
        sheet.EndRow();
        sheet.BeginRow();
        sheet.Text(1, ExcelTexts.In(culture, "starter.total"), new(CellStyle.Total));
        Line(
            sheet,
            CellStyle.Total,
            column =>
                sheet.Formula(
                    column,
                    $"SUM({new CellPlace(Row, column)}:{new CellPlace(Row, column)})",
                    0,
                    "",
                    new(CellStyle.Total, ReportColumnKind.Number)
                )
        );
        sheet.EndRow();
        return End(sheet, culture);
    }

    // Counts are in three columns; the shares beside them are formulas.
    private static void Line(SheetWriter sheet, CellStyle style, Action<int> count)
    {
        foreach (var column in new[] { 2, 3, 4, 5, 6 })
        {
            if (column is 4 or 6)
                sheet.Formula(
                    column,
                    $"IFERROR({new CellPlace(sheet.Row, column - 1)}/{new CellPlace(sheet.Row, 2)},\"{ReportNumbers.NoValue}\")",
                    null,
                    ReportNumbers.NoValue,
                    new(style, ReportColumnKind.Share, 1)
                );
            else
                count(column);
        }
    }

    private static byte[] Definitions(CultureInfo culture, StyleTable styles)
    {
        using var sheet = new SheetWriter(new([new(24), new(76)], FrozenRows: 1), styles);
        Write(
            sheet,
            [
                (ExcelTexts.In(culture, "definition.name"), CellStyle.Heading),
                (ExcelTexts.In(culture, "definition.meaning"), CellStyle.Heading),
            ],
            22
        );
        Write(sheet, [("{{definitions.name}}", CellStyle.Body), ("{{definitions.meaning}}", CellStyle.Body)]);
        return End(sheet, culture);
    }

    private static void Write(SheetWriter sheet, IReadOnlyList<(string Text, CellStyle Style)> cells, double? height = null)
    {
        sheet.BeginRow(height);
        for (var i = 0; i < cells.Count; i++)
            sheet.Text(i + 1, cells[i].Text, new(cells[i].Style));
        sheet.EndRow();
    }

    private static byte[] End(SheetWriter sheet, CultureInfo culture)
    {
        sheet.End(new(Footer: $"&L{{{{title}}}}&R{ExcelTexts.In(culture, "page")}"));
        return sheet.ToBytes();
    }
}
