using System.Text;

namespace Portal.Domain.Evidence;

/// <summary>Reads the names of a PDF, such as <c>/JavaScript</c>, also where they are written as <c>/J#61vaScript</c>.</summary>
internal static class PdfNames
{
    private const int Longest = 32; // no name that is looked for has more characters

    /// <summary>Whether one of the names stands in the bytes.</summary>
    public static bool AreIn(ReadOnlySpan<byte> bytes, HashSet<string> names)
    {
        for (int at; (at = bytes.IndexOf((byte)'/')) >= 0; )
        {
            bytes = bytes[(at + 1)..];
            if (names.Contains(Read(bytes)))
                return true;
        }
        return false;
    }

    private static string Read(ReadOnlySpan<byte> bytes)
    {
        var name = new StringBuilder(Longest);
        for (var i = 0; i < bytes.Length && name.Length < Longest && !EndsName(bytes[i]); i++)
        {
            if (bytes[i] == '#' && i + 2 < bytes.Length && IsHex(bytes[i + 1]) && IsHex(bytes[i + 2]))
            {
                name.Append((char)Convert.FromHexString(Encoding.ASCII.GetString(bytes.Slice(i + 1, 2)))[0]);
                i += 2;
            }
            else
            {
                name.Append((char)bytes[i]);
            }
        }
        return name.ToString();
    }

    private static bool IsHex(byte one) => char.IsAsciiHexDigit((char)one);

    private static bool EndsName(byte one) => one <= 0x20 || "()<>[]{}/%"u8.Contains(one);
}
