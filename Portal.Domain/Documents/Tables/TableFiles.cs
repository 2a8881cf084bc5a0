using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Domain.Documents.Tables;

/// <summary>
/// Writes a single table as a file, row by row: a table of a million rows takes no memory. No cell becomes a formula.
/// </summary>
public static class TableFiles
{
    public const string CsvType = "text/csv";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int FlushFrom = 32 * 1024;

    /// <summary>Comma-separated values in UTF-8 with a byte order mark, numbers unrounded with a decimal point.</summary>
    /// <param name="target">Need not be seekable; left open.</param>
    public static Task WriteCsvAsync(ReportTable table, CultureInfo culture, Stream target, CancellationToken cancellation = default) =>
        WriteCsvAsync(table, RowsOf(table), culture, target, written: null, cancellation);

    /// <param name="head">The columns; its own rows are ignored.</param>
    /// <param name="written">Receives the number of rows written, from time to time.</param>
    public static async Task WriteCsvAsync(
        ReportTable head,
        IAsyncEnumerable<ReportRow> rows,
        CultureInfo culture,
        Stream target,
        IProgress<long>? written = null,
        CancellationToken cancellation = default
    )
    {
        await target.WriteAsync(Encoding.UTF8.GetPreamble(), cancellation);
        var lines = new CsvRows(head, culture);
        lines.AddHeading();
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            lines.Add(row);
            count++;
            if (lines.Length < FlushFrom)
                continue;
            await lines.FlushAsync(target, cancellation);
            written?.Report(count);
        }
        await lines.FlushAsync(target, cancellation);
        written?.Report(count);
    }

    /// <summary>A workbook of one worksheet, or of as many as the rows need.</summary>
    /// <inheritdoc cref="WriteCsvAsync(ReportTable, CultureInfo, Stream, CancellationToken)"/>
    public static Task WriteXlsxAsync(ReportTable table, CultureInfo culture, Stream target, CancellationToken cancellation = default) =>
        WriteXlsxAsync(table, RowsOf(table), culture, target, written: null, cancellation);

    /// <inheritdoc
    /// cref="WriteCsvAsync(ReportTable, IAsyncEnumerable{ReportRow}, CultureInfo, Stream, IProgress{long}?, CancellationToken)"/>
    public static async Task WriteXlsxAsync(
        ReportTable head,
        IAsyncEnumerable<ReportRow> rows,
        CultureInfo culture,
        Stream target,
        IProgress<long>? written = null,
        CancellationToken cancellation = default
    )
    {
        using var workbook = new TableWorkbook(head, culture, written);
        await workbook.WriteAsync(rows, target, cancellation);
    }

    /// <summary>
    /// The text for the clipboard: tab-separated fields, numbers as shown but without separators, so that programs read them as numbers.
    /// </summary>
    public static string Copy(ReportTable table, CultureInfo culture)
    {
        var lines = new StringBuilder();
        lines.AppendJoin('\t', table.Columns.Select(c => Field(c.Heading))).Append('\n');
        foreach (var row in table.Rows)
        {
            lines
                .AppendJoin(
                    '\t',
                    row.Cells.Select(
                        (cell, i) =>
                            cell.Number is { } number
                                ? Plain(table.Columns[i], number)
                                : Field(ReportNumbers.Write(table.Columns[i], cell, culture))
                    )
                )
                .Append('\n');
        }
        return lines.ToString();
    }

    /// <summary>A file name made from a title, without characters that systems refuse.</summary>
    /// <param name="extension">With its full stop.</param>
    public static string NameOf(string title, string extension)
    {
        const int Most = 80;
        var name = new string([
            .. title
                .Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && !"\\/:*?\"<>|".Contains(c, StringComparison.Ordinal))
                .Take(Most),
        ]).Trim(' ', '.');
        return (name.Length == 0 ? "table" : name) + extension;
    }

    private static string Plain(ReportColumn column, decimal number) =>
        ReportNumbers.Write(column, number, CultureInfo.InvariantCulture).Replace(",", "", StringComparison.Ordinal).Replace('−', '-');

    private static string Field(string text) => CsvRows.WithoutFormula(text.ReplaceLineEndings(" ").Replace('\t', ' '));

    private static async IAsyncEnumerable<ReportRow> RowsOf(
        ReportTable table,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await Task.CompletedTask;
        foreach (var row in table.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
