using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Word;

/// <summary>Writes reports as Word documents, made from a template.</summary>
public static class WordReport
{
    // Checking the largest template takes a second, filling it in for a province a few.
    private static readonly TimeSpan s_mostToCheck = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_mostToWrite = TimeSpan.FromSeconds(60);

    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Fills in a template. Unknown names stay as they are. The same document and template give the same bytes.</summary>
    /// <param name="document">The document.</param>
    /// <param name="template">Null or empty for the shipped one.</param>
    /// <param name="target">Need not be seekable; left open.</param>
    /// <exception cref="PackageRefusedException">The template is no Word document, or not a safe one.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled.</exception>
    public static void Write(
        ReportDocument document,
        ReadOnlyMemory<byte>? template,
        Stream target,
        CancellationToken cancellation = default
    )
    {
        using var filled = new MemoryStream();
        Fill(
            document,
            template is { IsEmpty: false } own ? own : Word.ShippedTemplate.Of(document.Culture),
            isOwn: template is { IsEmpty: false },
            filled,
            new(s_mostToWrite, cancellation)
        );
        ReproduciblePackage.Write(filled, target);
    }

    /// <summary>The template of official documents in a language, for offices to change and upload.</summary>
    public static byte[] ShippedTemplate(CultureInfo culture) => [.. Word.ShippedTemplate.Of(culture)];

    /// <summary>The parts of a template that cannot be filled in from such a document, in its order; empty for none.</summary>
    public static IReadOnlyList<TemplateFault> Check(
        ReadOnlyMemory<byte> template,
        ReportDocument sample,
        CancellationToken cancellation = default
    )
    {
        try
        {
            return Fill(sample, template, isOwn: true, new MemoryStream(), new(s_mostToCheck, cancellation));
        }
        catch (PackageRefusedException refused)
        {
            return [new(refused.Code, refused.Place, refused.Text)];
        }
    }

    private static IReadOnlyList<TemplateFault> Fill(
        ReportDocument document,
        ReadOnlyMemory<byte> template,
        bool isOwn,
        MemoryStream target,
        ReadBudget budget
    )
    {
        if (isOwn)
            PackageGuard.Check(template, budget);
        target.Write(template.Span);
        try
        {
            return FillPackage(document, target, budget);
        }
        catch (Exception spent) when (spent is ReadBudgetSpentException or RegexMatchTimeoutException)
        {
            throw new PackageRefusedException("file.tooSlow");
        }
        catch (Exception broken)
            when (broken
                    is OpenXmlPackageException
                        or XmlException
                        or InvalidDataException
                        or FileFormatException
                        or ArgumentException
                        or InvalidOperationException // a part that is named and missing
                        or FormatException // a number or an address that is none
                        or OverflowException
            )
        {
            throw new PackageRefusedException("file.unreadable");
        }
    }

    private static IReadOnlyList<TemplateFault> FillPackage(ReportDocument document, MemoryStream package, ReadBudget budget)
    {
        using var word = WordprocessingDocument.Open(package, isEditable: true);
        if (word.DocumentType == WordprocessingDocumentType.Template)
            word.ChangeDocumentType(WordprocessingDocumentType.Document);
        if (word.MainDocumentPart is not { Document.Body: not null } main)
            throw new PackageRefusedException("file.unreadable");
        var filler = new TemplateFiller(document, new BlockWriter(main, document), budget);
        filler.Fill(main);
        WordParts.RemoveOutsideReferences(main);
        WordParts.RepairCopies(main);
        if (word.CoreFilePropertiesPart is not null)
            word.PackageProperties.Title = XmlTexts.Clean(document.Title);
        return filler.Faults;
    }
}
