namespace Portal.Domain.Metrics.Cells;

/// <summary>Whole numbers in as few bytes as they need: seven bits to a byte, the lowest first.</summary>
internal static class Varints
{
    /// <summary>The most bytes a number takes.</summary>
    public const int Longest = 10;

    /// <summary>Makes small numbers of either sign small.</summary>
    public static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Unzigzag(ulong coded) => (long)(coded >> 1) ^ -(long)(coded & 1);

    /// <returns>How many bytes were written; there is room for <see cref="Longest"/>.</returns>
    public static int Write(Span<byte> bytes, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        return length;
    }

    /// <exception cref="InvalidDataException">The number is cut off or does not end.</exception>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
                throw new InvalidDataException("The delta is cut off.");
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new InvalidDataException("The delta holds a number that does not end.");
    }
}
