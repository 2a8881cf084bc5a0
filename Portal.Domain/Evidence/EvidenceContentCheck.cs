using System.Buffers.Binary;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Decides by the bytes what a file is, and whether it is taken.</summary>
internal static class EvidenceContentCheck
{
    private const int DirectoryEnd = 22; // the least bytes of the end of a ZIP directory
    private const int LongestComment = ushort.MaxValue;

    private static readonly byte[][] s_archives =
    [
        [0x50, 0x4B, 0x03, 0x04], // ZIP, and with it Office documents
        [0x50, 0x4B, 0x05, 0x06],
        [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], // RAR
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], // 7z
        [0x1F, 0x8B], // gzip
        [0x42, 0x5A, 0x68], // bzip2
        [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], // xz
    ];

    /// <summary>Null when the content is whole, of the type that the name says, and holds nothing that acts.</summary>
    public static Refusal? Check(EvidenceType named, ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            return EvidenceRefusal.FileIsEmpty;
        if (TypeOf(file) is not { } type)
            return IsArchive(file) ? EvidenceRefusal.ContentIsArchive : EvidenceRefusal.ContentIsNotTaken;
        if (type != named)
            return EvidenceRefusal.ContentDiffersFromName;
        if (HoldsArchive(file))
            return EvidenceRefusal.ContentIsArchive;
        var refusal = type switch
        {
            EvidenceType.Jpeg => JpegCheck.Check(file),
            EvidenceType.Png => PngCheck.Check(file),
            EvidenceType.Pdf => PdfCheck.Check(file),
        };
        return refusal ?? (ScriptMarks.AreIn(file) ? EvidenceRefusal.FileHasScript : null);
    }

    private static EvidenceType? TypeOf(ReadOnlySpan<byte> file) =>
        file.StartsWith(JpegCheck.Signature) ? EvidenceType.Jpeg
        : file.StartsWith(PngCheck.Signature) ? EvidenceType.Png
        : file.StartsWith(PdfCheck.Signature) ? EvidenceType.Pdf
        : null;

    private static bool IsArchive(ReadOnlySpan<byte> file)
    {
        foreach (var archive in s_archives)
        {
            if (file.StartsWith(archive))
                return true;
        }
        return HoldsArchive(file);
    }

    /// <summary>Whether a program for ZIP would find a directory at the end: it reads such files from behind.</summary>
    private static bool HoldsArchive(ReadOnlySpan<byte> file)
    {
        var tail = file[Math.Max(0, file.Length - DirectoryEnd - LongestComment)..];
        for (int at; (at = tail.LastIndexOf("PK\u0005\u0006"u8)) >= 0; tail = tail[..at])
        {
            var rest = file.Length >= DirectoryEnd ? tail[at..] : [];
            if (rest.Length >= DirectoryEnd && BinaryPrimitives.ReadUInt16LittleEndian(rest[20..]) == rest.Length - DirectoryEnd)
                return true;
        }
        return false;
    }
}
