using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;
using SheetNames = Portal.Domain.Documents.Tables.SheetNames;

namespace Portal.Domain.Documents.Excel;

/// <summary>Writes the workbook of a report without a template.</summary>
internal sealed class ReportWorkbook
{
    private const int MostFooter = 200; // of the 255 characters that a footer may have

    private readonly ReportDocument _document;
    private readonly SheetNames _names = new();
    private readonly StyleTable _styles = new();
    private readonly List<Sheet> _sheets = [];
    private readonly List<DefinedName> _defined = [];
    private readonly string _footer;

    private ReportWorkbook(ReportDocument document)
    {
        _document = document;
        var title = CellTexts.Legal(document.Title).ReplaceLineEndings(" ").Replace("&", "&&", StringComparison.Ordinal);
        _footer = $"&L{(title.Length > MostFooter ? "" : title)}&R{ExcelTexts.In(document.Culture, "page")}";
    }

    public static void Write(ReportDocument document, Stream target)
    {
        using var content = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
            new ReportWorkbook(document).Fill(package);
        ReproduciblePackage.Write(content, target);
    }

    private void Fill(SpreadsheetDocument package)
    {
        var workbook = package.AddNewPart<WorkbookPart>(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "rId1"
        );
        WriteProperties(package);
        WriteContent(
            Add(workbook, _names.MakeUnique(ExcelTexts.In(_document.Culture, "sheet.report"))),
            TextSheets.Report(_document, _styles, _footer)
        );
        AddSections(workbook);
        if (_document.Definitions.Count > 0)
        {
            var name = _names.MakeUnique(ExcelTexts.In(_document.Culture, "sheet.definitions"));
            WriteContent(Add(workbook, name), TextSheets.Definitions(_document, _styles, _footer));
            AddTitles(name, 1, 1);
        }
        workbook.AddNewPart<WorkbookStylesPart>("rIdStyles").Stylesheet = _styles.Make();
        workbook.Workbook = new Workbook(new BookViews(new WorkbookView()), new Sheets(_sheets), new DefinedNames(_defined));
    }

    private void AddSections(WorkbookPart workbook)
    {
        var sheets = _document.Sections.Select(s => SectionSheet.Of(_document, s, _names)).OfType<SectionSheet>().ToList();
        var charts = new SheetCharts(_document, sheets.SelectMany(s => s.Tables).ToDictionary(t => t.Table.Code, StringComparer.Ordinal));
        foreach (var sheet in sheets)
        {
            var part = Add(workbook, sheet.Name);
            WriteContent(part, sheet.Write(_styles, _footer, charts.Add(part, [.. sheet.Charts])));
            AddTitles(sheet.Name, sheet.TitleRows.First, sheet.TitleRows.Last);
            if (sheet.Filter is { } filter)
                Define("_xlnm._FilterDatabase", $"{SheetNames.Quoted(sheet.Name)}!{Absolute(filter)}", hidden: true);
        }
    }

    private WorksheetPart Add(WorkbookPart workbook, string name)
    {
        var number = (uint)_sheets.Count + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"rId{number}");
        _sheets.Add(
            new()
            {
                Name = name,
                SheetId = number,
                Id = id,
            }
        );
        return workbook.AddNewPart<WorksheetPart>(id);
    }

    private static void WriteContent(WorksheetPart part, byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        part.FeedData(stream);
    }

    private void AddTitles(string sheet, int first, int last) =>
        Define("_xlnm.Print_Titles", string.Create(CultureInfo.InvariantCulture, $"{SheetNames.Quoted(sheet)}!${first}:${last}"));

    // The names local to a sheet are written in the order of the sheets.
    private void Define(string name, string reference, bool hidden = false) =>
        _defined.Add(
            new(reference)
            {
                Name = name,
                LocalSheetId = (uint)_sheets.Count - 1,
                Hidden = hidden ? true : null,
            }
        );

    private static string Absolute(string area) =>
        string.Join(':', area.Split(':').Select(p => PlacedTable.Absolute(CellPlace.Read(p)!.Value)));

    private void WriteProperties(SpreadsheetDocument package) =>
        CoreProperties.Write(
            package.AddNewPart<CoreFilePropertiesPart>("rIdCore"),
            CellTexts.Legal(_document.Title),
            CellTexts.Legal(_document.Issuer),
            _document.Culture.Name
        );
}
