using System.Globalization;

namespace Portal.Domain.Documents.Content;

/// <summary>Turns documents into files of one format.</summary>
public interface IReportRenderer
{
    ReportFormat Format { get; }

    /// <summary>Renders a document. The same document and template give the same bytes.</summary>
    /// <param name="document">What is rendered.</param>
    /// <param name="template">Null for the shipped one.</param>
    byte[] Render(ReportDocument document, ReadOnlyMemory<byte>? template);

    byte[] ShippedTemplate(CultureInfo culture);

    /// <summary>What in a template cannot be filled in from such a document; empty when all can.</summary>
    IReadOnlyList<TemplateFault> Check(ReadOnlyMemory<byte> template, ReportDocument sample);
}
