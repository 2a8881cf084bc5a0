using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Word;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;

namespace Portal.Tests.Documents;

public sealed class WordHostileTests
{
    private const string Relations = "word/_rels/document.xml.rels";
    private const string RelationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private static readonly byte[] s_template = WordFiles.Make(
        main => main.AddNewPart<DocumentSettingsPart>("settings").Settings = new(),
        WordFiles.Paragraph("{{unit}}")
    );

    public static TheoryData<string, string> Files =>
        new()
        {
            { "text", "file.unreadable" },
            { "old", "file.unreadable" },
            { "broken", "file.unreadable" },
            { "archive", "file.unreadable" },
            { "entity", "file.unreadable" },
            { "entityInRelations", "file.unreadable" },
            { "deep", "file.excessive" },
            { "elements", "file.excessive" },
            { "twice", "file.unreadable" },
            { "missingPart", "file.unreadable" },
            { "workbook", "file.unreadable" },
            { "large", "file.tooLarge" },
            { "bomb", "file.tooLarge" },
            { "loops", "file.tooLarge" },
            { "macros", "file.macros" },
            { "macroType", "file.macros" },
            { "object", "file.embedded" },
            { "chunk", "file.embedded" },
            { "remotePicture", "file.external" },
            { "fileLink", "file.external" },
            { "field", "file.external" },
            { "splitField", "file.external" },
            { "noNumber", "file.unreadable" },
            { "hugeNumber", "file.unreadable" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void Template_ThatMustNotBeOpened_IsRefusedWithItsReason(string kind, string code)
    {
        var file = Make(kind);

        Assert.Equal(code, Assert.Single(WordReport.Check(file, ReportSamples.Document, TestContext.Current.CancellationToken)).Code);
        Assert.Equal(code, Assert.Throws<PackageRefusedException>(() => WordFiles.Write(ReportSamples.Document, file)).Code);
    }

    [Fact]
    public void Template_OfNothing_IsRefusedAsAFileAndStandsForTheShippedOne()
    {
        Assert.Equal(
            "file.unreadable",
            Assert.Single(WordReport.Check(ReadOnlyMemory<byte>.Empty, ReportSamples.Document, TestContext.Current.CancellationToken)).Code
        );
        Assert.Equal(WordFiles.Write(ReportSamples.Document), WordFiles.Write(ReportSamples.Document, []));
    }

    [Fact]
    public void Template_MadeWithAnother_LosesTheTie()
    {
        var template = WordFiles.Change(
            s_template,
            main =>
            {
                main.DocumentSettingsPart!.AddExternalRelationship(
                    RelationTypes + "attachedTemplate",
                    new Uri("file:///C:/Users/a/Normal.dotm"),
                    "tie"
                );
                main.DocumentSettingsPart.Settings!.Append(new AttachedTemplate { Id = "tie" });
            }
        );
        var file = WordFiles.Write(ReportSamples.Document, template);

        Assert.Empty(WordReport.Check(template, ReportSamples.Document, TestContext.Current.CancellationToken));
        WordFiles.AssertValid(file);
        Assert.Equal(
            (0, 0),
            WordFiles.Read(
                file,
                main =>
                    (
                        main.DocumentSettingsPart!.ExternalRelationships.Count(),
                        main.DocumentSettingsPart.Settings!.Elements<AttachedTemplate>().Count()
                    )
            )
        );
    }

    [Fact]
    public void Template_WithLinkToAPage_IsTaken()
    {
        var template = WordFiles.Change(
            s_template,
            main => main.AddHyperlinkRelationship(new Uri("https://example.invalid/"), isExternal: true, "link")
        );

        Assert.Empty(WordReport.Check(template, ReportSamples.Document, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Template_OfWordsOwnKind_BecomesADocument()
    {
        using var package = new MemoryStream();
        using (var word = WordprocessingDocument.Create(package, WordprocessingDocumentType.Template))
            word.AddMainDocumentPart().Document = new Document(new Body(WordFiles.Paragraph("{{unit}}")));
        var file = WordFiles.Write(ReportSamples.Document, package.ToArray());

        using var read = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Equal(WordprocessingDocumentType.Document, read.DocumentType);
        Assert.Equal("台江区", read.MainDocumentPart!.Document!.Body!.InnerText);
    }

    /// <summary>All parts of a template are copied into its reports, so a path outside the archive would be too.</summary>
    [Theory]
    [InlineData("../../evil.txt")]
    [InlineData("word/../../evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("..\\evil.txt")]
    [InlineData("C:evil.txt")]
    public void Template_WithAPartThatLeadsOut_IsRefused(string name)
    {
        using var content = new MemoryStream();
        content.Write(s_template);
        using (var archive = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true))
            archive.CreateEntry(name);

        Assert.Equal(
            "file.unreadable",
            Assert.Single(WordReport.Check(content.ToArray(), ReportSamples.Document, TestContext.Current.CancellationToken)).Code
        );
    }

    private static byte[] Make(string kind) =>
        kind switch
        {
            "text" => "只是文字"u8.ToArray(),
            "old" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "broken" => s_template[..(s_template.Length / 2)],
            "archive" => Archive(("a.txt", "甲"u8.ToArray())),
            "entity" => WordFiles.Put(
                s_template,
                ("word/document.xml", "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><d>&e;</d>"u8.ToArray())
            ),
            "entityInRelations" => WordFiles.Put(s_template, (Relations, "<!DOCTYPE d [<!ENTITY e \"x\">]><d>&e;</d>"u8.ToArray())),
            "deep" => WordFiles.Replace(
                s_template,
                "word/document.xml",
                "<w:body>",
                "<w:body>" + Repeat("<w:tbl><w:tr><w:tc>", 20_000) + Repeat("</w:tc></w:tr></w:tbl>", 20_000)
            ),
            // Each with a number of its own, since what compresses too well is refused before.
            "elements" => WordFiles.Replace(
                s_template,
                "word/document.xml",
                "<w:body>",
                "<w:body>"
                    + string.Concat(Enumerable.Range(0, 210_000).Select(i => $"<w:p w:rsidR=\"{i * 2_654_435_761L % 99_999_989:x8}\"/>"))
            ),
            "twice" => Archive(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("[content_types].xml", "<Types/>"u8.ToArray())),
            "missingPart" => Archive(
                ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"u8.ToArray())
            ),
            "workbook" => Workbook(),
            "large" => new byte[PackageGuard.MostBytes + 1],
            "bomb" => WordFiles.Put(s_template, ("word/media/image1.bmp", new byte[200 << 20])),
            "loops" => WordFiles.Make([
                .. Enumerable.Range(0, 12_000).Select(_ => WordFiles.Paragraph("{{#casesByMonth}}{{month}}{{/casesByMonth}}")),
            ]),
            "macros" => WordFiles.Put(s_template, ("word/vbaProject.bin", [1, 2, 3])),
            "macroType" => WordFiles.Replace(
                s_template,
                "[Content_Types].xml",
                "wordprocessingml.document.main+xml",
                "document.macroEnabled.main+xml"
            ),
            "object" => WordFiles.Put(
                Related("oleObject", "embeddings/oleObject1.bin", external: false),
                ("word/embeddings/oleObject1.bin", [1, 2, 3])
            ),
            "chunk" => WordFiles.Put(Related("aFChunk", "chunk.html", external: false), ("word/chunk.html", "<html/>"u8.ToArray())),
            "remotePicture" => Related("image", "http://example.invalid/spy.png", external: true),
            "fileLink" => Related("hyperlink", "file://server/share/run.exe", external: true),
            "field" => WordFiles.Make(new Paragraph(new SimpleField { Instruction = " INCLUDETEXT \"C:/secret.txt\"" })),
            "splitField" => WordFiles.Make(
                new Paragraph(
                    new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }),
                    new Run(new FieldCode(" DDE")),
                    new Run(new FieldCode("AUTO cmd.exe")),
                    new Run(new FieldChar { FieldCharType = FieldCharValues.End })
                )
            ),
            "noNumber" => OfWidth("NaN"),
            "hugeNumber" => OfWidth("99999999999999999999"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static byte[] OfWidth(string width) =>
        WordFiles.Replace(
            WordFiles.Make(
                WordFiles.Paragraph("{{table:casesByMonth}}"),
                new SectionProperties(new PageSize { Width = 11_906 }, new PageMargin { Left = 1_000, Right = 1_000 })
            ),
            "word/document.xml",
            "11906",
            width
        );

    private static byte[] Related(string type, string target, bool external) =>
        WordFiles.Replace(
            s_template,
            Relations,
            "</Relationships>",
            $"<Relationship Id=\"bad\" Type=\"{RelationTypes}{type}\" Target=\"{target}\""
                + $"{(external ? " TargetMode=\"External\"" : "")}/></Relationships>"
        );

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var package = new MemoryStream();
        using (var archive = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }
        return package.ToArray();
    }

    private static byte[] Workbook()
    {
        using var package = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
            workbook.AddWorkbookPart().Workbook = new(new DocumentFormat.OpenXml.Spreadsheet.Sheets());
        return package.ToArray();
    }
}
