using System.IO.Compression;
using System.Text;

namespace Portal.Tests.Documents;

/// <summary>A workbook made of raw XML parts, so that a test can write contents that no program writes.</summary>
internal static class RawWorkbook
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>With these rows on its only sheet.</summary>
    public static byte[] Of(string rows, string? texts = null, string? looks = null, string? workbook = null) =>
        WithSheet($"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>", texts, looks, workbook);

    /// <param name="sheet">The whole part of the only sheet.</param>
    /// <param name="texts">The items of the texts that cells share.</param>
    /// <param name="looks">The contents of the styles part.</param>
    /// <param name="workbook">The XML before the list of sheets.</param>
    public static byte[] WithSheet(string sheet, string? texts = null, string? looks = null, string? workbook = null) =>
        Zip([
            .. Parts(workbook ?? ""),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{texts}</sst>"),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{looks}</styleSheet>"),
        ]);

    public static byte[] Zip(params IReadOnlyList<(string Name, string Text)> entries)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return target.ToArray();
    }

    /// <summary>The parts that lead to the sheet.</summary>
    public static IReadOnlyList<(string Name, string Text)> Parts(string workbook = "") =>
        [
            (
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
                  <Override PartName="/xl/styles.xml"
                    ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                </Types>
                """
            ),
            (
                "_rels/.rels",
                $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                  <Relationship Id="rId1" Target="xl/workbook.xml" Type="{Relations}/officeDocument"/>
                </Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                $"""
                <workbook xmlns="{Main}" xmlns:r="{Relations}">
                  {workbook}
                  <sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets>
                </workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                  <Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="{Relations}/worksheet"/>
                  <Relationship Id="rId2" Target="/xl/sharedStrings.xml" Type="{Relations}/sharedStrings"/>
                  <Relationship Id="rId3" Target="styles.xml" Type="{Relations}/styles"/>
                </Relationships>
                """
            ),
        ];
}
