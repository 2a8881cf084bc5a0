using System.Text;

namespace Portal.Domain.Intake.Files;

/// <summary>
/// Detects the encoding of a text: by its byte order mark, else UTF-8 if all of it is valid, else GB18030 (a superset of GBK and GB2312).
/// </summary>
/// <remarks>All encodings are strict: invalid bytes throw instead of giving a replacement character.</remarks>
public static class TextEncodings
{
    /// <summary>The bytes examined of a stream that is not seekable.</summary>
    public const int PrefixLength = 64 * 1024;

    internal const int BigEndianPage = 1201;

    private const int ChunkLength = 256 * 1024;

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding Gb18030 => Strict("GB18030");

    /// <summary>Reads the whole of a seekable stream, else only the prefix; the stream's position is unchanged.</summary>
    /// <returns>Null for a stream that is not seekable and gives no sign: <see cref="DecodedText"/> decides while it reads.</returns>
    /// <exception cref="RecordFileException">The text is in none of the encodings; the exception has the line.</exception>
    public static async Task<Encoding?> DetectAsync(Stream content, ReadOnlyMemory<byte> prefix, CancellationToken cancellation)
    {
        if (ByMark(prefix.Span) is { } marked)
            return marked;
        if (!content.CanSeek)
            return null;

        if (await FirstBadLineAsync(content, Utf8, cancellation) is null)
            return Utf8;
        return await FirstBadLineAsync(content, Gb18030, cancellation) is { } line
            ? throw new RecordFileException("file.undecodable", line, line)
            : Gb18030;
    }

    /// <summary>
    /// The encoding with the name, strict; null when there is none, it changes its meaning within a text, or its lines do not end as those
    /// of ASCII or UTF-16 do.
    /// </summary>
    public static Encoding? Find(string name)
    {
        try
        {
            var found = Strict(name.Trim());
            return found.CodePage switch
            {
                936 or 20936 or 51936 => Gb18030, // what is called GBK or GB2312 is often more
                65000 or 52936 or (>= 50220 and <= 50229) => null,
                65001 => Utf8,
                1200 or BigEndianPage => found,
                // Texts are cut into lines where the byte 0x0A is: not so in UTF-32, nor where letters are those of EBCDIC.
                _ => found.GetBytes("\n") is [(byte)'\n'] ? found : null,
            };
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? ByMark(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8,
            [0xFF, 0xFE, ..] => Strict("utf-16"),
            [0xFE, 0xFF, ..] => Strict("utf-16BE"),
            // Without a mark: a heading begins with ASCII letters, and their high byte is zero in UTF-16.
            [not 0, 0, not 0, 0, ..] => Strict("utf-16"),
            [0, not 0, 0, not 0, ..] => Strict("utf-16BE"),
            _ => null,
        };

    private static Encoding Strict(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    internal static int FirstBadByte(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            encoding.GetDecoder().GetCharCount(bytes, flush: false);
            return -1;
        }
        catch (DecoderFallbackException bad)
        {
            return Math.Max(bad.Index, 0);
        }
    }

    private static async Task<long?> FirstBadLineAsync(Stream content, Encoding encoding, CancellationToken cancellation)
    {
        var (start, line) = (content.Position, 1L);
        var (bytes, chars, decoder) = (new byte[ChunkLength], new char[ChunkLength + 4], encoding.GetDecoder());
        try
        {
            for (int read; (read = await content.ReadAtLeastAsync(bytes, ChunkLength, throwOnEndOfStream: false, cancellation)) > 0; )
            {
                decoder.GetChars(bytes.AsSpan(0, read), chars, flush: read < ChunkLength);
                line += bytes.AsSpan(0, read).Count((byte)'\n');
            }
            return null;
        }
        catch (DecoderFallbackException bad)
        {
            return line + bytes.AsSpan(0, Math.Clamp(bad.Index, 0, ChunkLength)).Count((byte)'\n');
        }
        finally
        {
            content.Position = start;
        }
    }
}
