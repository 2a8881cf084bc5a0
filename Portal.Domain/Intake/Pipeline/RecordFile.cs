using System.Runtime.CompilerServices;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>How to read a file of records.</summary>
public sealed record RecordFileOptions(RecordStream Stream, FileFormat Format)
{
    /// <summary>Null reads the contract's own columns.</summary>
    public ProfileMapping? Mapping { get; init; }

    /// <summary>The source of rows that name none; without it they are rejected.</summary>
    public string? DefaultSource { get; init; }

    public ZipLimits Limits { get; init; } = new();
}

/// <summary>Opens files and messages of records in every supported format.</summary>
public sealed class RecordFileReader(DistrictTime time)
{
    /// <param name="content">
    /// Read from its current position; left open. An Excel workbook must be seekable (a file, not a connection).
    /// </param>
    /// <param name="options">The stream, format and mapping.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read, or its heading has an unknown column.</exception>
    public async Task<RecordFile> OpenAsync(Stream content, RecordFileOptions options, CancellationToken cancellation = default)
    {
        var columns = FieldColumns.ExpectedColumns(options.Stream, options.Mapping);
        var table = await RowTables.OpenAsync(content, options.Format, columns, options.Limits, cancellation);
        try
        {
            var sources = FieldColumns.Match(table.Columns, options.Stream, options.Mapping);
            var zone = options.Mapping?.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : time.Zone;
            var instants = new InstantReader(zone, options.Mapping?.DateFormats);
            return new RecordFile(table, new RecordBinder(sources, options.Stream, options.DefaultSource, instants, time));
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }
}

/// <summary>An open file of records.</summary>
public sealed class RecordFile : IAsyncDisposable
{
    private readonly RowTable _table;
    private readonly RecordBinder _binder;

    internal RecordFile(RowTable table, RecordBinder binder) => (_table, _binder) = (table, binder);

    /// <summary>The columns of <see cref="ParsedRow.Fields"/>, in the same order.</summary>
    public IReadOnlyList<string> Columns => _table.Columns;

    /// <summary>
    /// Reads the rows, once. Where the file breaks off or becomes unreadable, the last row is a <see cref="ParsedRow.IsBreak"/>;
    /// the rows before it remain valid.
    /// </summary>
    public async IAsyncEnumerable<ParsedRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ParsedRow? broken = null;
        while (broken is null)
        {
            try
            {
                if (!await _table.ReadAsync(cancellation))
                    yield break;
            }
            catch (RecordFileException stop)
            {
                broken = Broken(stop);
            }
            yield return broken ?? _binder.Bind(_table);
        }
    }

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    private ParsedRow Broken(RecordFileException stop)
    {
        var line = stop.Line ?? _table.Line;
        return new ParsedRow(line, Input: null, [new RowError(line, "", null, stop.Code, stop.Message)], []) { IsBreak = true };
    }
}
