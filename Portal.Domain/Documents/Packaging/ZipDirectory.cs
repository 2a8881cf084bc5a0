using System.Buffers.Binary;

namespace Portal.Domain.Documents.Packaging;

/// <summary>Finds out how long an archive's list of entries is before the platform reads all of it into memory.</summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint Zip64EndSignature = 0x06064b50;
    private const uint Zip64LocatorSignature = 0x07064b50;
    private const int EndLength = 22;
    private const int Zip64LocatorLength = 20;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>The bytes between the beginning of the list and the archive's end record; null when it has no end record.</summary>
    /// <param name="content">Seekable; its position changes.</param>
    public static async Task<long?> LengthAsync(Stream content, CancellationToken cancellation)
    {
        var tail = new byte[Math.Min(content.Length, EndLength + LongestComment + Zip64LocatorLength)];
        var tailStart = content.Length - tail.Length;
        content.Position = tailStart;
        await content.ReadExactlyAsync(tail, cancellation);
        var end = LastEnd(tail);
        if (end < 0)
            return null;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (start == uint.MaxValue)
            start = await Zip64StartAsync(content, tail, end, cancellation);
        return tailStart + end - start;
    }

    private static int LastEnd(ReadOnlySpan<byte> tail)
    {
        Span<byte> signature = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(signature, EndSignature);
        for (var end = tail.LastIndexOf(signature); end >= 0; end = tail[..end].LastIndexOf(signature))
        {
            if (end + EndLength <= tail.Length)
                return end;
        }
        return -1;
    }

    // Archives beyond 4 GiB or 65,535 entries keep the true numbers in a record of their own.
    private static async Task<long> Zip64StartAsync(Stream content, byte[] tail, int end, CancellationToken cancellation)
    {
        var locator = end - Zip64LocatorLength;
        if (locator < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) != Zip64LocatorSignature)
            return uint.MaxValue;
        var record = new byte[56];
        var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        if (at < 0 || at > content.Length - record.Length)
            return uint.MaxValue;
        content.Position = at;
        await content.ReadExactlyAsync(record, cancellation);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == Zip64EndSignature
            ? BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48))
            : uint.MaxValue;
    }
}
