using Portal.Domain.Access;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Batches;

/// <summary>Reads the beginning of a file: its columns and values, and which of its rows an import would reject.</summary>
public sealed class ImportPreview(ImportStore store, RecordFileReader reader, IRecordIntake intake, ImportLimits limits)
{
    /// <exception cref="PermissionDeniedException">The actor may not import.</exception>
    /// <exception cref="RecordFileException">Nothing in the file can be read, or not before one of its sheets is chosen.</exception>
    public Task<FileInspection> InspectAsync(
        Actor actor,
        string storedName,
        string fileName,
        FileReading reading,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        // A page that reads the file itself could not be left before the end.
        return Task.Run(() => InspectAsync(storedName, fileName, reading, cancellation), cancellation);
    }

    private async Task<FileInspection> InspectAsync(string storedName, string fileName, FileReading reading, CancellationToken cancellation)
    {
        await using var content = store.Open(storedName);
        var format = await FileIntake.FormatAsync(content, fileName, cancellation);
        await using var table = await RowTables.OpenAsync(
            content,
            format,
            new RowTableOptions
            {
                IsKnown = IsKnown,
                Reading = reading,
                Package = limits.Package,
            },
            limits.Budget(cancellation)
        );
        return await FileInspector.ReadAsync(table, format, reading, cancellation);
    }

    /// <summary>
    /// The first rows, shortened, each with every reason for which an import would reject it, at the cells that it concerns. A dry run:
    /// nothing is stored.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The actor may not import.</exception>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public Task<ImportSample> ReadAsync(
        Actor actor,
        string storedName,
        FileIntakeRequest request,
        int most,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        return Task.Run(() => ReadAsync(storedName, request, most, cancellation), cancellation);
    }

    private async Task<ImportSample> ReadAsync(string storedName, FileIntakeRequest request, int most, CancellationToken cancellation)
    {
        await using var content = store.Open(storedName);
        var format = await FileIntake.FormatAsync(content, request.FileName, cancellation);
        var options = FileIntake.FileOptions(request, format);
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
        var sample = rows.ConvertAll(row =>
            Placed(rejected.TryGetValue(row.Line, out var refused) ? row with { Errors = refused.Errors } : row, file.Columns, request)
        );
        return new(ColumnsOf(file.Columns, request), sample);
    }

    private static SampleColumn[] ColumnsOf(IReadOnlyList<string> columns, FileIntakeRequest request)
    {
        var fields = Enum.GetValues<RecordField>()
            .SelectMany(field =>
                FieldColumns.ColumnsOf(field, columns, request.Stream, request.Mapping).Select(column => (Column: column, Field: field))
            )
            .ToLookup(read => read.Column, read => read.Field);
        return [.. columns.Select((name, at) => new SampleColumn(name, [.. fields[at]]))];
    }

    private static SampleRow Placed(ParsedRow row, IReadOnlyList<string> columns, FileIntakeRequest request)
    {
        var (ofCells, ofRow) = (new Dictionary<int, IReadOnlyList<RowError>>(), new List<RowError>());
        foreach (var error in row.Errors)
        {
            var concerned = FieldColumns.ColumnsOf(error.Field, columns, request.Stream, request.Mapping).ToList();
            if (concerned.Count == 0)
                ofRow.Add(error);
            foreach (var at in concerned)
                ofCells[at] = [.. ofCells.GetValueOrDefault(at) ?? [], error];
        }
        return new(
            row with
            {
                Fields = [.. row.Fields.Take(columns.Count).Select(field => RecordText.ForDisplay(field ?? ""))],
            },
            ofCells,
            ofRow
        );
    }

    private static bool IsKnown(string heading) =>
        RecordFields.Find(heading, RecordStream.Appeals) is not null || RecordFields.Find(heading, RecordStream.Cases) is not null;
}
