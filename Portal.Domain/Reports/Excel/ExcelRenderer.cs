using System.Globalization;
using Portal.Domain.Reports.Documents;

namespace Portal.Domain.Reports.Excel;

/// <summary>Reports as workbooks, for whoever asks for any format.</summary>
internal sealed class ExcelRenderer : IReportRenderer
{
    public ReportFormat Format => ReportFormat.Xlsx;

    public byte[] Render(ReportDocument document, ReadOnlyMemory<byte>? template)
    {
        using var target = new MemoryStream();
        ExcelReport.Write(document, template, target);
        return target.ToArray();
    }

    public byte[] ShippedTemplate(CultureInfo culture) => throw new NotSupportedException("Workbooks are laid out by the report itself.");

    public IReadOnlyList<TemplateFault> Check(ReadOnlyMemory<byte> template, ReportDocument sample) => throw new NotSupportedException("Workbooks are laid out by the report itself.");
}
