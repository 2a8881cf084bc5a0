using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>The columns and sample values of a file before its import.</summary>
/// <param name="Columns">The heading; for JSON the names found in the first elements.</param>
/// <param name="Values">
/// For each column the different values among the first rows, most frequent first, at most <see cref="ImportPreview.ValuesKept"/>.
/// </param>
public sealed record FileInspection(FileFormat Format, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Values);

/// <summary>Reads the beginning of a file: its columns and values, and which of its rows an import would reject.</summary>
public sealed class ImportPreview(ImportStore store, RecordFileReader reader, IRecordIntake intake)
{
    /// <summary>The most values shown of a column.</summary>
    public const int ValuesKept = 30;

    private const int RowsInspected = 500;

    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public async Task<FileInspection> InspectAsync(string storedName, string fileName, CancellationToken cancellation = default)
    {
        await using var content = store.Open(storedName);
        var format = await FileIntake.FormatAsync(content, fileName, cancellation);
        await using var table = await RowTables.OpenAsync(content, format, jsonColumns: null, new ZipLimits(), cancellation);
        var rows = new List<IReadOnlyList<string>>();
        while (rows.Count < RowsInspected && await ReadAsync(table, cancellation))
            rows.Add(table.CopyCells());
        return new(format, table.Columns, [.. table.Columns.Select((_, column) => Values(rows, column))]);
    }

    /// <summary>The first rows, each with every reason for which an import would reject it. A dry run: nothing is stored.</summary>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public async Task<IReadOnlyList<ParsedRow>> ReadAsync(
        string storedName,
        FileIntakeRequest request,
        int most,
        CancellationToken cancellation = default
    )
    {
        await using var content = store.Open(storedName);
        var format = await FileIntake.FormatAsync(content, request.FileName, cancellation);
        var options = new RecordFileOptions(request.Stream, format) { Mapping = request.Mapping, DefaultSource = request.DefaultSource };
        await using var file = await reader.OpenAsync(content, options, cancellation);
        var rows = await file.ReadAsync(cancellation).Take(most).ToListAsync(cancellation);
        var rejected = new Dictionary<long, ParsedRow>();
        await intake.RunAsync(
            rows.ToAsyncEnumerable(),
            FileIntake.Options(request with { DryRun = true }),
            (row, _) =>
            {
                rejected[row.Line] = row;
                return ValueTask.CompletedTask;
            },
            cancellation: cancellation
        );
        return rows.ConvertAll(row => rejected.TryGetValue(row.Line, out var refused) ? row with { Errors = refused.Errors } : row);
    }

    private static async Task<bool> ReadAsync(RowTable table, CancellationToken cancellation)
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

    private static IReadOnlyList<string> Values(List<IReadOnlyList<string>> rows, int column) =>
        [
            .. rows.Where(r => column < r.Count)
                .Select(r => r[column].Trim())
                .CountBy(v => v)
                .OrderByDescending(v => v.Value)
                .Take(ValuesKept)
                .Select(v => RecordText.ForDisplay(v.Key)),
        ];
}
