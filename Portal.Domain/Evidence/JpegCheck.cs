using System.Buffers.Binary;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Walks through the segments of a JPEG, from its start to its end.</summary>
internal static class JpegCheck
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    /// <summary>Null for a whole picture without script, and without anything after its end.</summary>
    public static Refusal? Check(ReadOnlySpan<byte> file)
    {
        var at = 2;
        var (hasFrame, hasScan) = (false, false);
        while (true)
        {
            if (NextMarker(file, ref at, out var marker) is { } broken)
                return broken;
            if (marker == EndOfImage)
                return !hasFrame || !hasScan ? EvidenceRefusal.FileIsDamaged
                    : at == file.Length ? null
                    : EvidenceRefusal.FileHasTail;
            if (file.Length - at < 2)
                return EvidenceRefusal.FileIsCut;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2)
                return EvidenceRefusal.FileIsDamaged;
            if (length > file.Length - at)
                return EvidenceRefusal.FileIsCut;
            var data = file.Slice(at + 2, length - 2);
            at += length;
            if (CheckSegment(marker, data) is { } refusal)
                return refusal;
            hasFrame |= IsFrame(marker);
            if (marker == StartOfScan)
                (hasScan, at) = (true, EndOfScan(file, at));
        }
    }

    private static Refusal? NextMarker(ReadOnlySpan<byte> file, ref int at, out byte marker)
    {
        marker = 0;
        if (at >= file.Length)
            return EvidenceRefusal.FileIsCut;
        if (file[at] != 0xFF)
            return EvidenceRefusal.FileIsDamaged;
        while (at < file.Length && file[at] == 0xFF)
            at++; // any number of them may come before a marker
        if (at >= file.Length)
            return EvidenceRefusal.FileIsCut;
        marker = file[at++];
        // Zero is a value of the pixels, and none of the others stands between segments.
        return marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) ? EvidenceRefusal.FileIsDamaged : null;
    }

    private static Refusal? CheckSegment(byte marker, ReadOnlySpan<byte> data)
    {
        if (IsFrame(marker))
        {
            return data.Length < 6
                ? EvidenceRefusal.FileIsDamaged
                : PictureSize.Check(BinaryPrimitives.ReadUInt16BigEndian(data[3..]), BinaryPrimitives.ReadUInt16BigEndian(data[1..]));
        }
        return marker is (>= 0xE0 and <= 0xEF) or Comment && ScriptMarks.AreInWords(data) ? EvidenceRefusal.FileHasScript : null;
    }

    // C4, C8 and CC lie among them and are tables.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The index of the next marker that is no part of the pixels; the length of the file without one.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int from)
    {
        for (var at = from; at + 1 < file.Length; at++)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
                return file.Length;
            at += next;
            if (file[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return at;
        }
        return file.Length;
    }
}
