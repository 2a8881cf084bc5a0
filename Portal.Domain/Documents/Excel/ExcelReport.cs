using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Excel.Templates;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Domain.Documents.Excel;

/// <summary>
/// Writes a report as an Excel workbook: its sentences, a worksheet for each section with numbers, formulas and charts, and the definitions
/// of its metrics.
/// </summary>
public static class ExcelReport
{
    // Checking the largest template takes a second, filling it in for a province a few.
    private static readonly TimeSpan s_mostToCheck = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_mostToWrite = TimeSpan.FromSeconds(60);

    /// <summary>The same document and template give the same bytes. Unknown names in a template stay as they are.</summary>
    /// <param name="document">The document.</param>
    /// <param name="template">An office's own workbook with fields; null or empty for the shipped layout.</param>
    /// <param name="target">Need not be seekable; left open.</param>
    /// <exception cref="PackageRefusedException">The template is no workbook, or not a safe one.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled.</exception>
    public static void Write(
        ReportDocument document,
        ReadOnlyMemory<byte>? template,
        Stream target,
        CancellationToken cancellation = default
    )
    {
        if (template is not { Length: > 0 } own)
        {
            ReportWorkbook.Write(document.WithoutEmptyColumns(), target);
            return;
        }
        using var filled = new MemoryStream();
        Fill(document, own, filled, new(s_mostToWrite, cancellation));
        ReproduciblePackage.Write(filled, target);
    }

    /// <summary>A workbook with fields and repeating rows in a language, for offices to change and upload.</summary>
    public static byte[] ShippedTemplate(CultureInfo culture) => StarterTemplate.Make(culture);

    /// <summary>The parts of a template that cannot be filled in from such a document, with worksheet and cell; empty for none.</summary>
    public static IReadOnlyList<TemplateFault> Check(
        ReadOnlyMemory<byte> template,
        ReportDocument sample,
        CancellationToken cancellation = default
    )
    {
        try
        {
            return Fill(sample, template, new MemoryStream(), new(s_mostToCheck, cancellation));
        }
        catch (PackageRefusedException refused)
        {
            return [new(refused.Code, refused.Place, refused.Text)];
        }
    }

    private static IReadOnlyList<TemplateFault> Fill(
        ReportDocument document,
        ReadOnlyMemory<byte> template,
        MemoryStream target,
        ReadBudget budget
    )
    {
        PackageGuard.Check(template, budget);
        target.Write(template.Span);
        try
        {
            using (var archive = new ZipArchive(target, ZipArchiveMode.Read, leaveOpen: true))
                WorkbookGuard.CheckParts(archive, budget);
            target.Position = 0;
            return WorkbookFiller.Fill(document, target, budget);
        }
        catch (MarkupRefusedException refused)
        {
            throw new PackageRefusedException(PackageGuard.CodeOf(refused.Fault), place: refused.Place);
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
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException // a part that is named and missing
                        or OverflowException
            )
        {
            throw new PackageRefusedException("file.unreadable");
        }
    }
}
