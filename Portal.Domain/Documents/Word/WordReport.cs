using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>Reports as Word documents, made from a template.</summary>
public static class WordReport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Fills in a template. Names it does not know stay as they are written. The same document and template give the same bytes.</summary>
    /// <param name="document">What is written.</param>
    /// <param name="template">Null or empty for the shipped one.</param>
    /// <param name="target">Need not be seekable; left open.</param>
    /// <exception cref="PackageRefusedException">The template is no Word document, or not a safe one.</exception>
    public static void Write(ReportDocument document, ReadOnlyMemory<byte>? template, Stream target)
    {
        using var filled = new MemoryStream();
        Fill(
            document,
            template is { IsEmpty: false } own ? own : Word.ShippedTemplate.Of(document.Culture),
            isOwn: template is { IsEmpty: false },
            filled
        );
        SteadyPackage.Write(filled, target);
    }

    /// <summary>The template of official documents in a language, itself to be changed and uploaded.</summary>
    public static byte[] ShippedTemplate(CultureInfo culture) => [.. Word.ShippedTemplate.Of(culture)];

    /// <summary>What in a template cannot be filled in from such a document, in the order of the document; empty when all can.</summary>
    public static IReadOnlyList<TemplateFault> Check(ReadOnlyMemory<byte> template, ReportDocument sample)
    {
        try
        {
            return Fill(sample, template, isOwn: true, new MemoryStream());
        }
        catch (PackageRefusedException refused)
        {
            return [new(refused.Code, "", refused.Text)];
        }
    }

    private static IReadOnlyList<TemplateFault> Fill(
        ReportDocument document,
        ReadOnlyMemory<byte> template,
        bool isOwn,
        MemoryStream target
    )
    {
        if (isOwn)
            PackageGuard.Check(template);
        target.Write(template.Span);
        try
        {
            return FillPackage(document, target);
        }
        catch (Exception broken)
            when (broken
                    is OpenXmlPackageException
                        or XmlException
                        or InvalidDataException
                        or FileFormatException
                        or ArgumentException
                        or UriFormatException
            )
        {
            throw new PackageRefusedException("file.unreadable");
        }
    }

    private static IReadOnlyList<TemplateFault> FillPackage(ReportDocument document, MemoryStream package)
    {
        using var word = WordprocessingDocument.Open(package, isEditable: true);
        if (word.DocumentType == WordprocessingDocumentType.Template)
            word.ChangeDocumentType(WordprocessingDocumentType.Document);
        if (word.MainDocumentPart is not { Document.Body: not null } main)
            throw new PackageRefusedException("file.unreadable");
        var filler = new TemplateFiller(document, new BlockWriter(main, document));
        filler.Fill(main);
        WordParts.Untie(main);
        WordParts.Tidy(main);
        if (word.CoreFilePropertiesPart is not null)
            word.PackageProperties.Title = XmlTexts.Clean(document.Title);
        return filler.Faults;
    }
}
