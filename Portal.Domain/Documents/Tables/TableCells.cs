using System.Globalization;

namespace Portal.Domain.Documents.Tables;

/// <summary>Writes the rows of a table to a worksheet.</summary>
internal static class TableCells
{
    /// <summary>The unrounded number for files: differences of shares in percentage points, shares and changes as parts of 1.</summary>
    public static decimal? Value(ReportColumn column, ReportCell cell) =>
        column.Kind == ReportColumnKind.Points ? cell.Number * 100 : cell.Number;

    public static CellFormatting Formatting(ReportColumn column, bool isTotal) =>
        new(isTotal ? CellStyle.Total : CellStyle.Body, column.Kind, column.Decimals);

    public static void WriteHeading(SheetWriter sheet, ReportTable table, IReadOnlyList<double> widths, Action? more = null)
    {
        sheet.BeginRow(HeadingHeight(table, widths));
        for (var i = 0; i < table.Columns.Count; i++)
            sheet.Text(i + 1, table.Columns[i].Heading, new(CellStyle.Heading));
        more?.Invoke();
        sheet.EndRow();
    }

    public static double HeadingHeight(ReportTable table, IReadOnlyList<double> widths) =>
        (table.Columns.Select((c, i) => TextWidths.Lines(c.Heading, widths[i])).DefaultIfEmpty(1).Max() * 15) + 6;

    public static void WriteRow(SheetWriter sheet, ReportTable table, ReportRow row, IReadOnlyList<double> widths, CultureInfo culture)
    {
        sheet.BeginRow(Height(table, row, widths));
        for (var i = 0; i < table.Columns.Count; i++)
            WriteCell(sheet, i + 1, table.Columns[i], row.Cells[i], row.IsTotal, culture);
        sheet.EndRow();
    }

    public static void WriteCell(SheetWriter sheet, int at, ReportColumn column, ReportCell cell, bool isTotal, CultureInfo culture)
    {
        var formatting = Formatting(column, isTotal);
        if (Value(column, cell) is { } number)
            sheet.Number(at, number, formatting);
        else
            sheet.Text(at, ReportNumbers.Write(column, cell, culture), formatting);
    }

    /// <summary>Null when one line is enough.</summary>
    public static double? Height(ReportTable table, ReportRow row, IReadOnlyList<double> widths)
    {
        var lines = 1;
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (row.Cells[i].Text is { } text)
                lines = Math.Max(lines, TextWidths.Lines(text, widths[i]));
        }
        return lines == 1 ? null : Math.Min(400, (lines * 15) + 3);
    }
}
