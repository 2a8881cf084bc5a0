using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Looks through a PDF for what acts when it is opened.</summary>
/// <remarks>
/// A conservative scan, no reader: names that speak of script, programs, files within or forms refuse the file wherever they stand, also
/// when they mean nothing there. Object streams in zlib are expanded; those packed otherwise, and encrypted files, are refused because
/// nobody could look into them. Content streams are not expanded: they draw pages and hold no actions. What a reader of PDF makes of a file
/// that breaks the rules of the format is not known here, and faults of readers in fonts and pictures are not found.
/// </remarks>
internal static class PdfCheck
{
    /// <summary>So long that compressed bytes do not hold them by chance.</summary>
    private static readonly HashSet<string> s_everywhere = new(StringComparer.Ordinal)
    {
        "JavaScript",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "RichMedia",
        "SubmitForm",
        "ImportData",
        "Rendition",
    };

    private static readonly HashSet<string> s_inObjects = new(s_everywhere, StringComparer.Ordinal) { "JS", "XFA", "GoToE" };

    private static readonly HashSet<string> s_encryption = new(StringComparer.Ordinal) { "Encrypt" };
    private static readonly HashSet<string> s_objectStream = new(StringComparer.Ordinal) { "ObjStm" };
    private static readonly HashSet<string> s_filter = new(StringComparer.Ordinal) { "Filter", "F" };
    private static readonly HashSet<string> s_zlib = new(StringComparer.Ordinal) { "FlateDecode", "Fl" };

    private static readonly HashSet<string> s_otherPacking = new(StringComparer.Ordinal)
    {
        "LZWDecode",
        "LZW",
        "ASCII85Decode",
        "A85",
        "ASCIIHexDecode",
        "AHx",
        "RunLengthDecode",
        "RL",
        "Crypt",
        "DecodeParms",
        "DP",
    };

    public static ReadOnlySpan<byte> Signature => "%PDF-"u8;

    /// <summary>Null for a whole document in which nothing was found, and without anything after its end.</summary>
    public static Refusal? Check(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("%PDF-1."u8) && !file.StartsWith("%PDF-2."u8))
            return EvidenceRefusal.FileIsDamaged;
        if (!file.TrimEnd(" \t\r\n\0"u8).EndsWith("%%EOF"u8))
            return file.LastIndexOf("%%EOF"u8) < 0 ? EvidenceRefusal.FileIsCut : EvidenceRefusal.FileHasTail;
        if (file.LastIndexOf("startxref"u8) < 0)
            return EvidenceRefusal.FileIsDamaged;
        if (PdfNames.AreIn(file, s_encryption))
            return EvidenceRefusal.PdfIsClosed;
        return PdfNames.AreIn(file, s_everywhere) ? EvidenceRefusal.PdfIsActive : CheckObjects(file);
    }

    /// <summary>Looks at what lies outside the streams, and into object streams.</summary>
    private static Refusal? CheckObjects(ReadOnlySpan<byte> file)
    {
        var left = Inflation.MostBytes;
        while (true)
        {
            var begin = BeginningOfStream(file, out var body);
            if (PdfNames.AreIn(begin < 0 ? file : file[..begin], s_inObjects))
                return EvidenceRefusal.PdfIsActive;
            if (begin < 0)
                return null;
            var end = file[body..].IndexOf("endstream"u8);
            if (end < 0)
                return EvidenceRefusal.FileIsDamaged;
            var open = Math.Max(0, file[..begin].LastIndexOf(" obj"u8));
            if (CheckStream(file[open..begin], file.Slice(body, end), ref left) is { } refusal)
                return refusal;
            file = file[(body + end)..];
        }
    }

    private static Refusal? CheckStream(ReadOnlySpan<byte> dictionary, ReadOnlySpan<byte> body, ref int left)
    {
        if (!PdfNames.AreIn(dictionary, s_objectStream))
            return null;
        if (PdfNames.AreIn(dictionary, s_otherPacking))
            return EvidenceRefusal.PdfIsClosed;
        if (!PdfNames.AreIn(dictionary, s_zlib))
        {
            return PdfNames.AreIn(dictionary, s_filter) ? EvidenceRefusal.PdfIsClosed
                : PdfNames.AreIn(body, s_inObjects) ? EvidenceRefusal.PdfIsActive
                : null;
        }
        var expanded = Inflation.Expand(body, left);
        if (expanded.Refusal is { } refusal)
            return refusal;
        left -= expanded.Value.Length;
        return PdfNames.AreIn(expanded.Value, s_inObjects) || ScriptMarks.AreInWords(expanded.Value) ? EvidenceRefusal.PdfIsActive : null;
    }

    /// <summary>The index of the next <c>stream</c> that follows a dictionary; −1 without one.</summary>
    /// <param name="file">What is left of the file.</param>
    /// <param name="body">The index of its first byte.</param>
    private static int BeginningOfStream(ReadOnlySpan<byte> file, out int body)
    {
        for (var from = 0; ; )
        {
            var next = file[from..].IndexOf("stream"u8);
            if (next < 0)
                return body = -1;
            var at = from + next;
            body = at + "stream"u8.Length;
            from = body;
            if (!file[..at].TrimEnd(" \t\r\n\0\f"u8).EndsWith(">>"u8) || body >= file.Length)
                continue;
            if (file[body] == '\r' && body + 1 < file.Length && file[body + 1] == '\n')
                body += 2;
            else if (file[body] is (byte)'\n' or (byte)'\r')
                body++;
            else
                continue;
            return at;
        }
    }
}
