using System.Globalization;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Word;

/// <summary>Renders reports as Word documents.</summary>
internal sealed class WordRenderer : IReportRenderer
{
    public ReportFormat Format => ReportFormat.Docx;

    public byte[] Render(ReportDocument document, ReadOnlyMemory<byte>? template, CancellationToken cancellation = default)
    {
        using var target = new MemoryStream();
        WordReport.Write(document, template, target, cancellation);
        return target.ToArray();
    }

    public byte[] ShippedTemplate(CultureInfo culture) => WordReport.ShippedTemplate(culture);

    public IReadOnlyList<TemplateFault> Check(
        ReadOnlyMemory<byte> template,
        ReportDocument sample,
        CancellationToken cancellation = default
    ) => WordReport.Check(template, sample, cancellation);
}
