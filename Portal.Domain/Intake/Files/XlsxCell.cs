using System.Globalization;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Domain.Intake.Files;

/// <summary>A cell as text. Without a text when the row does not have it.</summary>
/// <param name="Digits">Of a number, what identifies something by it; null for a number that cannot.</param>
internal readonly record struct XlsxCell(string? Text, string? Digits, bool IsNumber, bool IsError, bool IsFormula)
{
    public static XlsxCell Of(WorkbookCell cell) =>
        new(
            ToText(cell),
            cell.Digits,
            cell.Kind is WorkbookCellKind.Number or WorkbookCellKind.Date,
            cell.Kind == WorkbookCellKind.Error,
            cell.IsFormula
        );

    private static string ToText(WorkbookCell cell)
    {
        if (cell.Date is { } number)
            return Write(number);
        return
            cell.Kind == WorkbookCellKind.Date
            && DateTime.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
            ? Write(date)
            : cell.Text;
    }

    private static string Write(DateTime at) =>
        at.TimeOfDay == TimeSpan.Zero
            ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : at.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture);
}
