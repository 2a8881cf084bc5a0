using System.Text;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Intake.Files;

/// <summary>Opens files of every format as rows of text cells.</summary>
internal static class RowTables
{
    /// <param name="content">Read from its current position; left open. An Excel workbook must be seekable.</param>
    /// <param name="jsonColumns">The expected property names; null accepts any name and adds it to the columns.</param>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    public static async Task<RowTable> OpenAsync(
        Stream content,
        FileFormat format,
        IReadOnlyList<string>? jsonColumns,
        ZipLimits limits,
        CancellationToken cancellation
    )
    {
        if (format == FileFormat.Xlsx)
            return await XlsxTable.OpenAsync(content, limits, cancellation);
        var prefix = await PrefixAsync(content, cancellation);
        var encoding = await TextEncodings.DetectAsync(content, prefix, cancellation);
        // Skip the byte order mark: a reader that sees it would replace invalid bytes instead of throwing.
        var mark = MarkLength(prefix.Span);
        if (content.CanSeek)
            content.Position += mark;
        prefix = prefix[mark..];
        var whole = content.CanSeek ? content : new PrefixStream(prefix, content);
        if (format == FileFormat.Csv)
            return await CsvTable.OpenAsync(whole, prefix, encoding, cancellation);

        var converter = new JsonRowReader(jsonColumns ?? [], addsNewColumns: jsonColumns is null);
        if (format == FileFormat.NdJson)
            return new NdJsonTable(new StreamReader(whole, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true), converter)
            {
                Columns = converter.Columns,
            };
        return new JsonTable(encoding is UTF8Encoding ? whole : Transcode(whole, encoding), converter) { Columns = converter.Columns };
    }

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
