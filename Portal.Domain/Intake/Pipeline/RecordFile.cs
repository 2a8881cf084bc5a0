using System.Runtime.CompilerServices;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>What a file of records is to be read as.</summary>
public sealed record RecordFileOptions(RecordStream Stream, FileFormat Format)
{
    /// <summary>Null reads the contract's own columns.</summary>
    public ProfileMapping? Mapping { get; init; }

    /// <summary>The source of rows that name none; without it they are rejected.</summary>
    public string? DefaultSource { get; init; }

    public ZipLimits Limits { get; init; } = new();
}

/// <summary>Opens files and messages of records in every format.</summary>
public sealed class RecordFileReader(DistrictTime time)
{
    /// <param name="content">Read from where it stands, and left open. An Excel workbook must be readable twice (a file, not a connection).</param>
    /// <param name="options">What to read it as.</param>
    /// <exception cref="RecordFileException">Nothing in it can be read, or its heading names what is not known.</exception>
    public async Task<RecordFile> OpenAsync(Stream content, RecordFileOptions options, CancellationToken cancellation = default)
    {
        var columns = FieldColumns.Wanted(options.Stream, options.Mapping);
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

/// <summary>A file of records that is being read.</summary>
public sealed class RecordFile : IAsyncDisposable
{
    private readonly RowTable _table;
    private readonly RecordBinder _binder;

    internal RecordFile(RowTable table, RecordBinder binder) => (_table, _binder) = (table, binder);

    /// <summary>The columns under which <see cref="ParsedRow.Fields"/> stand.</summary>
    public IReadOnlyList<string> Columns => _table.Columns;

    /// <summary>Reads the rows, once. Where the file breaks off or cannot be read any further, the last row says so; those before it stand.</summary>
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
