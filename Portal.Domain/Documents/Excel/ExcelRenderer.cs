using System.Globalization;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Excel;

/// <summary>Renders reports as workbooks.</summary>
internal sealed class ExcelRenderer : IReportRenderer
{
    public ReportFormat Format => ReportFormat.Xlsx;

    public byte[] Render(ReportDocument document, ReadOnlyMemory<byte>? template, CancellationToken cancellation = default)
    {
        using var target = new MemoryStream();
        ExcelReport.Write(document, template, target, cancellation);
        return target.ToArray();
    }

    public byte[] ShippedTemplate(CultureInfo culture) => ExcelReport.ShippedTemplate(culture);

    public IReadOnlyList<TemplateFault> Check(
        ReadOnlyMemory<byte> template,
        ReportDocument sample,
        CancellationToken cancellation = default
    ) => ExcelReport.Check(template, sample, cancellation);
}
