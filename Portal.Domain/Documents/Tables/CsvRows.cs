using System.Globalization;
using System.Text;

namespace Portal.Domain.Documents.Tables;

/// <summary>
/// Writes rows as comma-separated lines (RFC 4180). A text that a program could take for a formula begins with an apostrophe.
/// </summary>
internal sealed class CsvRows(ReportTable table, CultureInfo culture)
{
    private readonly StringBuilder _lines = new();

    public int Length => _lines.Length;

    public void AddHeading() => Add(table.Columns.Select(c => Text(c.Heading)));

    public void Add(ReportRow row) => Add(row.Cells.Select((cell, i) => Written(table.Columns[i], cell)));

    public async Task FlushAsync(Stream target, CancellationToken cancellation)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(_lines.ToString()), cancellation);
        _lines.Clear();
    }

    public static string WithoutFormula(string text)
    {
        var legal = CellTexts.Legal(text);
        return CellTexts.MayBeFormula(legal) ? "'" + legal : legal;
    }

    // A negative number begins like a formula, but is none.
    private string Written(ReportColumn column, ReportCell cell) =>
        TableCells.Value(column, cell) is { } number
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : Text(ReportNumbers.Write(column, cell, culture));

    private static string Text(string text)
    {
        var neutral = WithoutFormula(text);
        var quoted =
            neutral.AsSpan().IndexOfAny(",;\"\n\t") >= 0
            || (neutral.Length > 0 && (char.IsWhiteSpace(neutral[0]) || char.IsWhiteSpace(neutral[^1])));
        return quoted ? $"\"{neutral.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : neutral;
    }

    private void Add(IEnumerable<string> fields) => _lines.AppendJoin(',', fields).Append("\r\n");
}
