using System.IO.Compression;
using System.Xml;

namespace Portal.Domain.Figures.Templates;

/// <summary>Reads the first worksheet of a workbook, cell by cell, whichever program wrote it; trusts nothing it says of itself.</summary>
internal sealed class WorkbookReader
{
    private const int MostTexts = 50_000;
    private const int MostTextCharacters = 2_000_000;
    private const string Sheets = "xl/worksheets/";

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, // no entities of any kind
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly ZipArchive _archive;

    private WorkbookReader(ZipArchive archive) => _archive = archive;

    /// <exception cref="WorkbookRefusedException">It is no workbook, or a larger one than a template can be.</exception>
    public static WorkbookCells Read(Stream content)
    {
        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return new WorkbookReader(archive).Read();
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or FormatException or OverflowException)
        {
            throw new WorkbookRefusedException("template.broken");
        }
    }

    private WorkbookCells Read()
    {
        var entry = FirstSheet() ?? throw new WorkbookRefusedException("template.notExcel");
        var texts = Find("xl/sharedStrings.xml") is { } shared ? ReadTexts(shared) : [];
        using var reader = Open(entry);
        return new WorksheetReader(reader, texts).Read();
    }

    // The workbook names its sheets in order and the relations say where each is.
    private ZipArchiveEntry? FirstSheet()
    {
        if (
            Find("xl/workbook.xml") is { } workbook
            && Find("xl/_rels/workbook.xml.rels") is { } relations
            && Attribute(workbook, "sheet", "id") is { } id
            && Target(relations, id) is { } target
            && Find(target.StartsWith('/') ? target[1..] : "xl/" + target) is { } named
        )
        {
            return named;
        }
        return _archive
            .Entries.Where(e =>
                e.FullName.StartsWith(Sheets, StringComparison.OrdinalIgnoreCase)
                && e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(e => e.FullName, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private ZipArchiveEntry? Find(string name) =>
        _archive.Entries.FirstOrDefault(e => e.FullName.Replace('\\', '/').Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string? Attribute(ZipArchiveEntry entry, string element, string attribute)
    {
        using var reader = Open(entry);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == element)
                return Attribute(reader, attribute);
        }
        return null;
    }

    private static string? Target(ZipArchiveEntry relations, string id)
    {
        using var reader = Open(relations);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && Attribute(reader, "Id") == id)
                return Attribute(reader, "Target");
        }
        return null;
    }

    // Names are compared without their namespaces: there are two of them, the strict and the usual.
    private static string? Attribute(XmlReader reader, string name)
    {
        for (var found = reader.MoveToFirstAttribute(); found; found = reader.MoveToNextAttribute())
        {
            if (reader.LocalName != name)
                continue;
            var value = reader.Value;
            reader.MoveToElement();
            return value;
        }
        reader.MoveToElement();
        return null;
    }

    private static List<string> ReadTexts(ZipArchiveEntry entry)
    {
        using var reader = Open(entry);
        var texts = new List<string>();
        var characters = 0;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "si")
                continue;
            texts.Add(CellRichText.Read(reader));
            characters += texts[^1].Length;
            if (texts.Count > MostTexts || characters > MostTextCharacters)
                throw new WorkbookRefusedException("template.unfolds");
        }
        return texts;
    }

    private static XmlReader Open(ZipArchiveEntry entry)
    {
        var settings = s_settings.Clone();
        settings.CloseInput = true;
        settings.MaxCharactersInDocument = SheetTemplate.Limits.Expanded;
        return XmlReader.Create(entry.Open(), settings);
    }
}
