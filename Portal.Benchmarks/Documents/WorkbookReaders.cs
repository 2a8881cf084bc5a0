using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelDataReader;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Benchmarks.Documents;

/// <summary>Reads every cell of a workbook's first sheet with each library, and counts the rows.</summary>
internal static class WorkbookReaders
{
    /// <summary>
    /// Reads like the portal reads a foreign workbook, behind its guard; the limits of shared texts are lifted, because
    /// this workbook exceeds them.
    /// </summary>
    public static async Task<int> PortalAsync(string file, int rows)
    {
        await using var content = File.OpenRead(file);
        var limits = new WorkbookLimits
        {
            Package = new() { Expanded = long.MaxValue },
            SharedTexts = int.MaxValue,
            SharedCharacters = int.MaxValue,
        };
        using var reader = await WorkbookReader.OpenAsync(content, limits, new ReadBudget(TimeSpan.FromHours(1), CancellationToken.None));
        var count = 0;
        while (reader.Read())
        {
            count++;
            foreach (var cell in reader.Cells)
                _ = cell.Text;
        }
        return count;
    }

    public static int ExcelDataReader(string file)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var content = File.OpenRead(file);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(content);
        var rows = 0;
        while (reader.Read())
        {
            rows++;
            for (var i = 0; i < reader.FieldCount; i++)
                _ = reader.GetValue(i);
        }
        return rows;
    }

    public static int OpenXml(string file)
    {
        using var content = File.OpenRead(file);
        using var document = SpreadsheetDocument.Open(content, isEditable: false);
        var book = document.WorkbookPart!;
        var texts = new List<string>();
        if (book.SharedStringTablePart is { } shared)
        {
            using var list = OpenXmlReader.Create(shared);
            while (list.Read())
            {
                if (list.ElementType == typeof(Text) && list.IsStartElement)
                    texts.Add(list.GetText());
            }
        }
        var sheet = (WorksheetPart)book.GetPartById(book.Workbook!.Sheets!.Elements<Sheet>().First().Id!.Value!);
        using var reader = OpenXmlReader.Create(sheet);
        var rows = 0;
        while (reader.Read())
        {
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(Row))
                rows++;
            else if (reader.ElementType == typeof(Cell))
                _ = reader.Attributes.Count;
            else if (reader.ElementType == typeof(CellValue) || reader.ElementType == typeof(Text))
                _ = reader.GetText();
        }
        return rows;
    }

    /// <summary>The minimum of any reader: unpacks the bytes and parses the XML once.</summary>
    public static int XmlAlone(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        using var reader = XmlReader.Create(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row")
                rows++;
        }
        return rows;
    }
}
