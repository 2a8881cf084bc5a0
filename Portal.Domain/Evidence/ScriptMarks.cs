using System.Buffers;
using System.Text;

namespace Portal.Domain.Evidence;

/// <summary>Finds script and markup in bytes that should hold none, in any case.</summary>
internal static class ScriptMarks
{
    // So long that pixels do not hold them by chance.
    private static readonly byte[][] s_anywhere = Bytes(
        "<script",
        "<iframe",
        "<!doctype",
        "<html>",
        "<html ",
        "<?php ",
        "<?php\n",
        "<?php\r",
        "javascript:"
    );

    private static readonly byte[][] s_inWords =
    [
        .. s_anywhere,
        .. Bytes(
            "<svg",
            "<html",
            "<img",
            "<body",
            "<object",
            "<embed",
            "<link",
            "<meta ",
            "<style",
            "<form",
            "<!entity",
            "<?php",
            "<%",
            "data:text/html"
        ),
    ];

    private static readonly SearchValues<byte> s_starts = SearchValues.Create("<jJdD"u8);

    /// <summary>Whether the bytes of a whole file, pixels included, hold a script.</summary>
    public static bool AreIn(ReadOnlySpan<byte> file) => HoldsOne(file, s_anywhere);

    /// <summary>Whether a part that is made of words, such as a comment, holds a script or markup; also in 16-bit characters.</summary>
    public static bool AreInWords(ReadOnlySpan<byte> part)
    {
        if (HoldsOne(part, s_inWords))
            return true;
        if (!part.Contains((byte)0))
            return false;
        var narrow = new byte[part.Length];
        var length = 0;
        foreach (var one in part)
        {
            if (one != 0)
                narrow[length++] = one;
        }
        return HoldsOne(narrow.AsSpan(0, length), s_inWords);
    }

    private static bool HoldsOne(ReadOnlySpan<byte> bytes, byte[][] marks)
    {
        for (int at; (at = bytes.IndexOfAny(s_starts)) >= 0; bytes = bytes[(at + 1)..])
        {
            foreach (var mark in marks)
            {
                if (bytes.Length - at >= mark.Length && Ascii.EqualsIgnoreCase(bytes.Slice(at, mark.Length), mark))
                    return true;
            }
        }
        return false;
    }

    private static byte[][] Bytes(params string[] marks) => [.. marks.Select(Encoding.ASCII.GetBytes)];
}
