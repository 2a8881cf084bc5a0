using System.Text;
using System.Text.Json;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>
/// Writes rejected rows as a file to correct and send again: the file's own columns, and one with the reasons that an import ignores.
/// </summary>
public static class RejectedRowsCsv
{
    private const int FlushAt = 64 * 1024;

    /// <param name="target">Receives UTF-8 with a byte order mark, so that spreadsheets show Chinese correctly.</param>
    /// <param name="headerJson">The column names as JSON; null when the file was never opened.</param>
    /// <param name="rows">In the order of the file.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static async Task WriteAsync(
        Stream target,
        string? headerJson,
        IAsyncEnumerable<RejectedRow> rows,
        CancellationToken cancellation = default
    )
    {
        var columns = Read<string>(headerJson).Where(column => !RecordFields.IsErrors(column)).ToList();
        var skip = Read<string>(headerJson).FindIndex(RecordFields.IsErrors);
        await target.WriteAsync(Encoding.UTF8.GetPreamble(), cancellation);
        var text = new StringBuilder();
        WriteLine(text, columns.Append(RecordFields.ErrorsColumn));
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            var cells = Read<string?>(row.FieldsJson);
            if (skip >= 0 && skip < cells.Count)
                cells.RemoveAt(skip);
            while (cells.Count < columns.Count)
                cells.Add("");
            var reasons = string.Join(
                "; ",
                Read<RowError>(row.ErrorsJson).Select(e => e.Field.Length == 0 ? e.Message : $"{e.Field}: {e.Message}")
            );
            // A row with too many cells keeps those under a heading; the reason quotes the rest.
            WriteLine(text, cells.Take(columns.Count).Select(cell => cell ?? "").Append(reasons));
            if (text.Length > FlushAt)
                await FlushAsync(target, text, cancellation);
        }
        await FlushAsync(target, text, cancellation);
    }

    private static async Task FlushAsync(Stream target, StringBuilder text, CancellationToken cancellation)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
        text.Clear();
    }

    private static void WriteLine(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(CsvText.Cell)).Append("\r\n");

    private static List<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json) ?? [];
}
