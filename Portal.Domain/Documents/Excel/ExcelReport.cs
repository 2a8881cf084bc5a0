using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Excel.Templates;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Domain.Documents.Excel;

/// <summary>A report as an Excel workbook: its sentences, a worksheet for each subject with numbers, formulas and charts, and what its metrics mean.</summary>
public static class ExcelReport
{
    /// <summary>The same document and template give the same bytes. Names that a template has wrong stay as they are written.</summary>
    /// <param name="document">What is written.</param>
    /// <param name="template">An office's own workbook with fields; null or empty for the shipped look.</param>
    /// <param name="target">Need not be seekable; left open.</param>
    /// <exception cref="PackageRefusedException">The template is no workbook, or not a safe one.</exception>
    public static void Write(ReportDocument document, ReadOnlyMemory<byte>? template, Stream target)
    {
        if (template is not { Length: > 0 } own)
        {
            ReportWorkbook.Write(document.Shown(), target);
            return;
        }
        using var filled = new MemoryStream();
        Fill(document, own, filled);
        SteadyPackage.Write(filled, target);
    }

    /// <summary>A workbook with fields and repeating rows in a language, to be changed and uploaded.</summary>
    public static byte[] ShippedTemplate(CultureInfo culture) => StarterTemplate.Make(culture);

    /// <summary>What in a template cannot be filled in from such a document, with worksheet and cell; empty when all can.</summary>
    public static IReadOnlyList<TemplateFault> Check(ReadOnlyMemory<byte> template, ReportDocument sample)
    {
        try
        {
            return Fill(sample, template, new MemoryStream());
        }
        catch (PackageRefusedException refused)
        {
            return [new(refused.Code, "", refused.Text)];
        }
    }

    private static IReadOnlyList<TemplateFault> Fill(ReportDocument document, ReadOnlyMemory<byte> template, MemoryStream target)
    {
        PackageGuard.Check(template);
        target.Write(template.Span);
        try
        {
            using (var archive = new ZipArchive(target, ZipArchiveMode.Read, leaveOpen: true))
                WorkbookGuard.CheckParts(archive, CancellationToken.None);
            target.Position = 0;
            return WorkbookFiller.Fill(document, target);
        }
        catch (Exception broken)
            when (broken
                    is OpenXmlPackageException
                        or XmlException
                        or InvalidDataException
                        or FileFormatException
                        or FormatException
                        or MarkupRefusedException
                        or ArgumentException
                        or OverflowException
            )
        {
            throw new PackageRefusedException("file.unreadable");
        }
    }
}
