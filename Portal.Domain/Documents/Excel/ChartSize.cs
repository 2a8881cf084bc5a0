using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Excel;

/// <summary>The size of a chart in a workbook.</summary>
/// <param name="Rows">The rows of the worksheet that it covers.</param>
internal readonly record struct ChartSize(long Width, long Height, int Rows)
{
    private const long Centimetre = 360_000; // in the units of drawings
    private const double Point = 12_700;

    public static ChartSize Of(ReportChart chart, ReportDocument document)
    {
        var bars = document.Table(chart.Table).Rows.Count(r => !r.IsTotal);
        var height =
            chart.Kind == ReportChartKind.Bar
                ? Math.Max(7 * Centimetre, (2 * Centimetre) + (bars * chart.Series.Count * Centimetre * 55 / 100))
                : 8 * Centimetre;
        return new(16 * Centimetre, height, (int)Math.Ceiling(height / Point / SheetWriter.RowHeight));
    }
}
