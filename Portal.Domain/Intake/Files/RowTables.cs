using System.Diagnostics;
using System.Text;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Intake.Files;

/// <summary>Opens files of every format as rows of text cells.</summary>
internal static class RowTables
{
    /// <param name="content">Read from its current position; left open. An Excel workbook must be seekable.</param>
    /// <param name="budget">Bounds the work of opening and of reading every row.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public static async Task<RowTable> OpenAsync(Stream content, FileFormat format, RowTableOptions options, ReadBudget budget)
    {
        try
        {
            return await OpenFormatAsync(content, format, options, budget);
        }
        catch (ReadBudgetSpentException spent)
        {
            throw new RecordFileException("file.tooSlow", line: null, spent.Seconds);
        }
        finally
        {
            budget.Pause();
        }
    }

    private static async Task<RowTable> OpenFormatAsync(Stream content, FileFormat format, RowTableOptions options, ReadBudget budget)
    {
        var cancellation = budget.Cancellation;
        if (format == FileFormat.Xlsx)
            return await XlsxTable.OpenAsync(content, options, budget);
        // Each byte of a text is examined a few times, whatever it holds: its length bounds the work.
        budget.Pause();
        var prefix = await PrefixAsync(content, cancellation);
        var encoding = options.Reading.Encoding is { } named
            ? TextEncodings.Find(named) ?? throw new RecordFileException("file.encodingUnknown", line: null, named)
            : await TextEncodings.DetectAsync(content, prefix, cancellation);
        // Skip the byte order mark: a reader that sees it would replace invalid bytes instead of throwing.
        var mark = MarkLength(prefix.Span);
        if (content.CanSeek)
            content.Position += mark;
        prefix = prefix[mark..];
        budget.Continue();
        budget.Allow(content.CanSeek ? content.Length - content.Position : prefix.Length);
        var whole = content.CanSeek ? content : new PrefixStream(prefix, content, budget);
        if (format is FileFormat.Json or FileFormat.NdJson && options.JsonLists is { } lists)
        {
            var text = encoding ?? ByPrefix(prefix.Span);
            if (await JsonLists.FindAsync(whole, text, lists, options.TakesAllLists, cancellation) is { } found)
                return new JsonListTable(found, Converter(options, JsonLists.Columns), budget);
        }
        return format switch
        {
            FileFormat.Csv => await CsvTable.OpenAsync(new(whole, encoding), options.Reading.HeadingRow, budget),
            FileFormat.Json => OpenJson(whole, encoding ?? ByPrefix(prefix.Span), options, budget),
            FileFormat.NdJson => OpenNdJson(new(whole, encoding), options, budget),
            FileFormat.Xlsx => throw new UnreachableException(),
        };
    }

    private static JsonTable OpenJson(Stream content, Encoding encoding, RowTableOptions options, ReadBudget budget)
    {
        var converter = Converter(options);
        return new(encoding is UTF8Encoding ? content : Transcode(content, encoding), converter, budget) { Columns = converter.Columns };
    }

    private static NdJsonTable OpenNdJson(DecodedText content, RowTableOptions options, ReadBudget budget)
    {
        var converter = Converter(options);
        return new(content, converter, budget) { Columns = converter.Columns };
    }

    private static JsonRowReader Converter(RowTableOptions options, IReadOnlyList<string>? always = null) =>
        new(options.JsonColumns ?? always ?? [], addsNewColumns: options.JsonColumns is null, options.Ignored, options.IgnoresOthers);

    private static Encoding ByPrefix(ReadOnlySpan<byte> prefix) =>
        TextEncodings.FirstBadByte(TextEncodings.Utf8, prefix) < 0 ? TextEncodings.Utf8 : TextEncodings.Gb18030;

    private static int MarkLength(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => 2,
            _ => 0,
        };

    private static Stream Transcode(Stream content, Encoding encoding) =>
        Encoding.CreateTranscodingStream(content, encoding, TextEncodings.Utf8, leaveOpen: true);

    private static async Task<ReadOnlyMemory<byte>> PrefixAsync(Stream content, CancellationToken cancellation)
    {
        var prefix = new byte[TextEncodings.PrefixLength];
        var length = await content.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellation);
        if (content.CanSeek)
            content.Position -= length;
        return prefix.AsMemory(0, length);
    }
}
