using System.IO.Compression;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Expands the small compressed parts of pictures and documents, up to a bound.</summary>
internal static class Inflation
{
    /// <summary>The most bytes that all parts of one file may become.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>The expanded part; bytes after its end are not looked at.</summary>
    /// <param name="part">A zlib stream.</param>
    /// <param name="most">The most bytes that it may become.</param>
    public static Outcome<byte[]> Expand(ReadOnlySpan<byte> part, int most)
    {
        using var expanded = new MemoryStream();
        var buffer = new byte[16 << 10];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(part.ToArray(), writable: false), CompressionMode.Decompress);
            for (int read; (read = stream.Read(buffer)) > 0; )
            {
                if (expanded.Length + read > most)
                    return EvidenceRefusal.FileExpands;
                expanded.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return EvidenceRefusal.FileIsDamaged;
        }
        return expanded.ToArray();
    }
}
