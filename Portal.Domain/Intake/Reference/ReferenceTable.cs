using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>A file of units, items or days, read as a whole: nothing is written before every row is checked.</summary>
internal sealed class ReferenceTable
{
    /// <summary>The most rows of a reference file.</summary>
    private const int MostRows = 1_000_000;

    private static readonly TimeSpan s_mostWork = TimeSpan.FromMinutes(2);

    private readonly RowTable _table;
    private readonly FieldSource?[] _sources;
    private readonly ReferenceReading _reading;

    private ReferenceTable(RowTable table, ReferenceKind kind, ReferenceRequest request, FileFormat format, DistrictTime time)
    {
        (_table, Columns, Mapping) = (table, ReferenceColumns.Of(kind), request.Mapping);
        _sources = ReferenceSources.Match(table.Columns, Columns, Mapping);
        table.Ignore(FieldColumns.Ignored(table.Columns, Mapping));
        table.Identify(_sources.SelectMany(source => source?.IdentifierColumns ?? []));
        _reading = new(Columns, Errors, ReferenceSources.Instants(Mapping, format, table.CountsFrom1904, time), time);
        Headings = ReferenceSources.Headings(table.Columns, Columns, Mapping);
    }

    public ReferenceColumns Columns { get; }

    /// <summary>Null when the file has the portal's own columns.</summary>
    public ReferenceMapping? Mapping { get; }

    public List<ReferenceRow> Rows { get; } = [];

    public ReferenceErrors Errors { get; } = new();

    /// <inheritdoc cref="ReferenceImportResult.Headings"/>
    public IReadOnlyDictionary<string, string> Headings { get; }

    /// <inheritdoc cref="ReferenceImportResult.Notices"/>
    public IReadOnlyList<string> Notices => _table.Notices;

    /// <exception cref="RecordFileException">The file cannot be read, or its heading has an unknown column.</exception>
    public static async Task<ReferenceTable> ReadAsync(
        Stream content,
        ReferenceKind kind,
        ReferenceRequest request,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var format = await FileIntake.FormatAsync(content, request.FileName, cancellation);
        var options = ReferenceSources.Options(ReferenceColumns.Of(kind), request);
        await using var table = await RowTables.OpenAsync(content, format, options, new ReadBudget(s_mostWork, cancellation));
        var file = new ReferenceTable(table, kind, request, format, time);
        await file.ReadRowsAsync(cancellation);
        return file;
    }

    private async Task ReadRowsAsync(CancellationToken cancellation)
    {
        while (await _table.ReadAsync(cancellation))
        {
            if (Rows.Count == MostRows)
                throw new RecordFileException("file.tooManyRows", line: null, MostRows);
            foreach (var problem in _table.Problems)
                Errors.Add(RowErrors.Create(_table.Line, problem.Field, problem.Value, problem.Code, problem.Arguments));
            var row = new ReferenceRow(_table.Line, _reading, [.. _sources.Select(Text)]);
            Rows.Add(row);
            if (_table.Problems.Count == 0)
                CheckCodes(row);
        }
    }

    /// <returns>Null when the row does not give the column.</returns>
    private string? Text(FieldSource? source, int column)
    {
        if (source?.IsGiven(_table) != true)
            return null;
        // Codes are cleaned as those of records are, so that records find the units and items of a file.
        var text = source.Read(_table).ToString();
        return Columns.All[column].IsCode ? Identifiers.Clean(text) : text;
    }

    private void CheckCodes(ReferenceRow row)
    {
        for (var at = 0; at < _sources.Length; at++)
        {
            var column = Columns.All[at];
            if (!column.IsCode || row[column.Name].Length == 0)
                continue;
            if (_sources[at]!.IsNoIdentifier(_table))
                row.AddError(column.Name, "identifier.number");
            else if (Identifiers.HasExponent(row[column.Name]) && row[column.Name].AsSpan().ContainsAny("+.-"))
                row.AddError(column.Name, "identifier.exponent");
        }
    }
}
