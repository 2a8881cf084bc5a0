using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>Reads the beginning of an open file.</summary>
internal static class FileInspector
{
    private const int RowsInspected = 500;
    private const int CharactersInspected = 4 << 20;

    public static async Task<FileInspection> ReadAsync(
        RowTable table,
        FileFormat format,
        FileReading reading,
        CancellationToken cancellation
    )
    {
        var (rows, characters) = (new List<IReadOnlyList<string?>>(), 0);
        while (rows.Count < RowsInspected && characters < CharactersInspected && await NextAsync(table, cancellation))
        {
            rows.Add(table.CopyCells());
            characters += rows[^1].Sum(cell => cell?.Length ?? 0);
        }
        return new(format, table.Columns, [.. table.Columns.Select((_, column) => Values(rows, column))])
        {
            Reading = reading,
            Sheets = table.Sheets,
            Notices = table.Notices,
        };
    }

    private static async Task<bool> NextAsync(RowTable table, CancellationToken cancellation)
    {
        try
        {
            return await table.ReadAsync(cancellation);
        }
        catch (RecordFileException)
        {
            return false; // a preview needs only the beginning; the import reports where the file breaks
        }
    }

    private static IReadOnlyList<string> Values(List<IReadOnlyList<string?>> rows, int column) =>
        [
            .. rows.Where(r => column < r.Count)
                .Select(r => (r[column] ?? "").Trim())
                .CountBy(v => v)
                .OrderByDescending(v => v.Value)
                .Take(FileInspection.ValuesKept)
                .Select(v => RecordText.ForDisplay(v.Key)),
        ];
}
