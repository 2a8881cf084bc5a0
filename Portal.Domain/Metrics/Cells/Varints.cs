namespace Portal.Domain.Metrics.Cells;

/// <summary>Variable-length encoding of integers: seven bits per byte, the lowest first.</summary>
internal static class Varints
{
    /// <summary>The largest encoding, in bytes.</summary>
    public const int Longest = 10;

    /// <summary>Maps numbers of small magnitude, of either sign, to small unsigned numbers.</summary>
    public static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Unzigzag(ulong coded) => (long)(coded >> 1) ^ -(long)(coded & 1);

    /// <param name="bytes">Holds at least <see cref="Longest"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> bytes, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        return length;
    }

    /// <exception cref="InvalidDataException">The number is truncated or longer than 64 bits.</exception>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
                throw new InvalidDataException("The delta is truncated.");
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new InvalidDataException("The delta holds a number longer than 64 bits.");
    }
}
