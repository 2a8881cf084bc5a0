using System.Globalization;
using System.IO.Compression;
using Portal.Domain.Documents.Tables;

namespace Portal.Benchmarks.Documents;

/// <summary>Writes workbooks as Excel saves them: texts in a shared list, each once.</summary>
internal static class SharedTextWorkbook
{
    /// <param name="rows">Texts and numbers; an array may be used again for the next row.</param>
    public static void Write(string file, IEnumerable<object[]> rows)
    {
        using var target = File.Create(file);
        using var archive = new ZipArchive(target, ZipArchiveMode.Create);
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var sheet = Open(archive, "xl/worksheets/sheet1.xml"))
            WriteSheet(sheet, rows, texts);
        using (var list = Open(archive, "xl/sharedStrings.xml"))
            WriteTexts(list, texts.Keys);
        Add(
            archive,
            "xl/workbook.xml",
            """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
              <sheets><sheet name="Cases" sheetId="1" r:id="rId1"/></sheets>
            </workbook>
            """
        );
        Add(
            archive,
            "xl/_rels/workbook.xml.rels",
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="rId1" Target="worksheets/sheet1.xml"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
              <Relationship Id="rId2" Target="sharedStrings.xml"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>
            </Relationships>
            """
        );
        Add(
            archive,
            "_rels/.rels",
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="rId1" Target="xl/workbook.xml"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
            </Relationships>
            """
        );
        Add(
            archive,
            "[Content_Types].xml",
            """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
              <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
              <Default Extension="xml" ContentType="application/xml"/>
              <Override PartName="/xl/workbook.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
              <Override PartName="/xl/worksheets/sheet1.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
              <Override PartName="/xl/sharedStrings.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
            </Types>
            """
        );
    }

    private static void WriteSheet(StreamWriter sheet, IEnumerable<object[]> rows, Dictionary<string, int> texts)
    {
        sheet.Write("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">"));
            for (var i = 0; i < row.Length; i++)
            {
                sheet.Write($"<c r=\"{new CellPlace(number, i + 1)}\"");
                if (row[i] is string text)
                    sheet.Write(string.Create(CultureInfo.InvariantCulture, $" t=\"s\"><v>{Index(texts, text)}</v></c>"));
                else
                    sheet.Write(string.Create(CultureInfo.InvariantCulture, $"><v>{row[i]}</v></c>"));
            }
            sheet.Write("</row>");
        }
        sheet.Write("</sheetData></worksheet>");
    }

    private static int Index(Dictionary<string, int> texts, string text)
    {
        if (!texts.TryGetValue(text, out var index))
            texts.Add(text, index = texts.Count);
        return index;
    }

    // The texts of the samples hold nothing that XML escapes.
    private static void WriteTexts(StreamWriter list, IEnumerable<string> texts)
    {
        list.Write("""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">""");
        foreach (var text in texts)
            list.Write($"<si><t>{text}</t></si>");
        list.Write("</sst>");
    }

    private static StreamWriter Open(ZipArchive archive, string name) => new(archive.CreateEntry(name, CompressionLevel.Fastest).Open());

    private static void Add(ZipArchive archive, string name, string content)
    {
        using var writer = Open(archive, name);
        writer.Write(content);
    }
}
