using System.Globalization;

namespace Portal.Domain.Documents.Content;

/// <summary>Renders documents as files of one format.</summary>
public interface IReportRenderer
{
    ReportFormat Format { get; }

    /// <summary>Renders a document. The same document and template give the same bytes.</summary>
    /// <param name="document">The document.</param>
    /// <param name="template">Null for the shipped one.</param>
    /// <exception cref="OperationCanceledException">Rendering was cancelled.</exception>
    byte[] Render(ReportDocument document, ReadOnlyMemory<byte>? template, CancellationToken cancellation = default);

    byte[] ShippedTemplate(CultureInfo culture);

    /// <summary>
    /// The parts of a template that cannot be filled in from such a document, at most <see cref="TemplateFaults.MostListed"/> and the
    /// number of the others; empty for none.
    /// </summary>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    IReadOnlyList<TemplateFault> Check(ReadOnlyMemory<byte> template, ReportDocument sample, CancellationToken cancellation = default);
}
