using System.Buffers.Binary;

namespace Portal.Domain.Data.Files;

/// <summary>Looks at the first bytes and the size of a SQLite file, without SQLite.</summary>
/// <remarks>
/// Only before a process opens the database: closing the file ends the locks that SQLite holds in this process.
/// </remarks>
internal static class SqliteHeader
{
    private const int Length = 100;
    private const int LargestPage = 65_536;

    /// <summary>Whether there is no database: no file, or one without a byte. A log without its database is damage.</summary>
    public static bool IsAbsent(string file) => Size(file) == 0 && Size(file + "-wal") == 0;

    /// <summary>The damage in words; null when header and size are those of a whole file, as far as they tell.</summary>
    public static string? Damage(string file)
    {
        var size = Size(file);
        if (size == 0)
            return "its log is there, but the file itself is missing or empty";
        Span<byte> header = stackalloc byte[Length];
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            if (stream.ReadAtLeast(header, Length, throwOnEndOfStream: false) < Length || !header.StartsWith("SQLite format 3\0"u8))
                return "it does not begin as a SQLite database";
        }
        var page = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var stored and > 1 ? stored : LargestPage;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var isCounted = header[24..28].SequenceEqual(header[92..96]);
        // The end of the file may still be in the log.
        return isCounted && Size(file + "-wal") == 0 && size < pages * (long)page
            ? FormattableString.Invariant($"it has {size} bytes of {pages * (long)page}")
            : null;
    }

    private static long Size(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;
}
