using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Domain.Documents.Tables;

/// <summary>A single table as a file. Rows are handed on as they come: a table of a million holds no memory. No cell becomes a formula.</summary>
public static class TableFiles
{
    public const string CsvType = "text/csv";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int FlushFrom = 32 * 1024;

    /// <summary>Separated values in UTF-8 with a mark at the beginning, numbers unrounded with a full stop.</summary>
    /// <param name="target">Need not be seekable; left open.</param>
    public static Task WriteCsvAsync(ReportTable table, CultureInfo culture, Stream target, CancellationToken cancellation = default) =>
        WriteCsvAsync(table, RowsOf(table), culture, target, written: null, cancellation);

    /// <param name="head">Its own rows are not looked at.</param>
    /// <param name="written">Told now and then how many rows were written.</param>
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

    /// <inheritdoc cref="WriteCsvAsync(ReportTable, IAsyncEnumerable{ReportRow}, CultureInfo, Stream, IProgress{long}?, CancellationToken)"/>
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

    /// <summary>For the clipboard: fields between tabs, numbers as shown but without separators, so that a program takes them for numbers.</summary>
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

    /// <summary>A file's name made from a title: what no system takes is left out.</summary>
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

    private static string Field(string text) => CsvRows.Neutral(text.ReplaceLineEndings(" ").Replace('\t', ' '));

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
