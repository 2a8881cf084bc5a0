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

    /// <summary>
    /// The closing time of records that a profile takes without one, when it names no column: when the file was written or sent.
    /// </summary>
    public DateTimeOffset? FileTime { get; init; }

    public FileReading Reading { get; init; } = FileReading.Found;
}

/// <summary>Opens files and messages of records in every supported format.</summary>
public sealed class RecordFileReader(DistrictTime time, ImportLimits limits)
{
    /// <param name="content">
    /// Read from its current position; left open. An Excel workbook must be seekable (a file, not a connection).
    /// </param>
    /// <param name="options">The stream, format and mapping.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read, or its heading has an unknown column.</exception>
    public async Task<RecordFile> OpenAsync(Stream content, RecordFileOptions options, CancellationToken cancellation = default)
    {
        var table = await RowTables.OpenAsync(content, options.Format, TableOptions(options), limits.Budget(cancellation));
        try
        {
            return Open(table, options);
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    /// <summary>Rows that were read before, under the columns of their file.</summary>
    /// <exception cref="RecordFileException">The heading has an unknown column.</exception>
    internal RecordFile Open(RowTable table, RecordFileOptions options)
    {
        var sources = FieldColumns.Match(table.Columns, options.Stream, options.Mapping);
        table.Ignore(FieldColumns.Ignored(table.Columns, options.Mapping));
        table.Identify(sources.SelectMany(source => source?.IdentifierColumns ?? []));
        var closing = options.Mapping is { Doubtful.ClosingTime: { } column } mapping
            ? FieldColumns.SourceOf(table.Columns, mapping, column)
            : null;
        var canLeaveOut = options.Format is FileFormat.Json or FileFormat.NdJson;
        var instants = new InstantReader(Formats(options, table.CountsFrom1904));
        return new RecordFile(table, options.Format, new RecordBinder(sources, options, canLeaveOut, closing, instants, time));
    }

    private RowTableOptions TableOptions(RecordFileOptions options)
    {
        var mapping = options.Mapping;
        var used = mapping is null ? null : FieldColumns.UsedBy(mapping).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new()
        {
            JsonColumns = FieldColumns.ExpectedColumns(options.Stream, mapping),
            Ignored = [.. (mapping?.Ignore ?? []).Where(name => used?.Contains(name) != true)],
            IgnoresOthers = FieldColumns.IgnoresOthers(mapping),
            IsKnown = used is null ? name => RecordFields.Find(name, options.Stream) is not null : used.Contains,
            Reading = options.Reading.Or(mapping?.Reading),
            FillMerged = mapping?.FillMerged == true,
            Package = limits.Package,
        };
    }

    private InstantFormats Formats(RecordFileOptions options, bool countsFrom1904)
    {
        if (options.Mapping is not { } mapping)
            return new(time.Zone);
        var zone = mapping.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : time.Zone;
        return new(zone)
        {
            Formats = mapping.DateFormats,
            Order = mapping.DateOrder,
            // A profile that maps a column of a workbook to a time says that its numbers are days.
            Numbers = options.Format == FileFormat.Xlsx ? [.. mapping.DateNumbers, DateNumber.Serial] : mapping.DateNumbers,
            NoDate = mapping.NoDate,
            CountsFrom1904 = countsFrom1904,
        };
    }
}
