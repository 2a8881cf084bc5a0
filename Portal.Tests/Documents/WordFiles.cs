using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Word;

namespace Portal.Tests.Documents;

/// <summary>Word files made and read back for tests.</summary>
internal static class WordFiles
{
    public static byte[] Write(ReportDocument document, byte[]? template = null)
    {
        using var target = new MemoryStream();
        WordReport.Write(document, template, target);
        return target.ToArray();
    }

    /// <summary>A document of these blocks, as an office might draw one up.</summary>
    public static byte[] Make(params OpenXmlElement[] blocks) => Make(_ => { }, blocks);

    public static byte[] Make(Action<MainDocumentPart> more, params OpenXmlElement[] blocks)
    {
        using var package = new MemoryStream();
        using (var word = WordprocessingDocument.Create(package, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            main.Document = new Document(new Body(blocks));
            more(main);
        }
        return package.ToArray();
    }

    /// <summary>Changes a file in place, as Word would.</summary>
    public static byte[] Change(byte[] file, Action<MainDocumentPart> change)
    {
        using var package = new MemoryStream();
        package.Write(file);
        using (var word = WordprocessingDocument.Open(package, isEditable: true))
            change(word.MainDocumentPart!);
        return package.ToArray();
    }

    /// <summary>Adds or overwrites entries of the archive.</summary>
    public static byte[] Put(byte[] file, params (string Name, byte[] Content)[] entries)
    {
        using var package = new MemoryStream();
        package.Write(file);
        using (var archive = new ZipArchive(package, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                archive.GetEntry(name)?.Delete();
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }
        return package.ToArray();
    }

    /// <summary>An entry of the archive with a part of its text put in place of another.</summary>
    public static byte[] Replace(byte[] file, string name, string old, string with)
    {
        using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        var text = reader.ReadToEnd();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Put(file, (name, System.Text.Encoding.UTF8.GetBytes(text.Replace(old, with, StringComparison.Ordinal))));
    }

    public static T Read<T>(byte[] file, Func<MainDocumentPart, T> read)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
        return read(word.MainDocumentPart!);
    }

    /// <summary>The text of each paragraph of the body, in order; tables included.</summary>
    public static List<string> Texts(byte[] file) =>
        Read(file, main => main.Document!.Body!.Descendants<Paragraph>().Select(p => p.InnerText).ToList());

    /// <summary>The text of each cell of each row of the first table.</summary>
    public static List<List<string>> Rows(byte[] file) =>
        Read(
            file,
            main =>
                main.Document!.Body!.Descendants<Table>()
                    .First()
                    .Elements<TableRow>()
                    .Select(r => r.Elements<TableCell>().Select(c => c.InnerText).ToList())
                    .ToList()
        );

    public static void AssertValid(byte[] file)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2019)
                .Validate(word, TestContext.Current.CancellationToken)
                .Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}")
        );
    }

    /// <summary>A paragraph of as many runs as there are texts.</summary>
    public static Paragraph Paragraph(params string[] runs) => new(runs.Select(Run));

    public static Run Run(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    public static Table Table(params string[][] rows) =>
        new([
            new TableProperties(new TableWidth { Width = "0", Type = TableWidthUnitValues.Auto }),
            new TableGrid(rows[0].Select(_ => new GridColumn { Width = "2000" })),
            .. rows.Select(row => new TableRow(row.Select(text => new TableCell(Paragraph(text))))),
        ]);
}
