using System.Buffers.Binary;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Walks through the chunks of a PNG, from its head to its end.</summary>
internal static class PngCheck
{
    private const int Frame = 12; // length, type and checksum around the data of a chunk

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null for a whole picture without script, and without anything after its end.</summary>
    public static Refusal? Check(ReadOnlySpan<byte> file)
    {
        var rest = file[Signature.Length..];
        var hasPixels = false;
        for (var isFirst = true; ; isFirst = false)
        {
            if (rest.Length < Frame)
                return EvidenceRefusal.FileIsCut;
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > (uint)(rest.Length - Frame))
                return EvidenceRefusal.FileIsCut;
            var type = rest.Slice(4, 4);
            var data = rest.Slice(8, (int)length);
            rest = rest[(Frame + (int)length)..];
            if (isFirst != type.SequenceEqual("IHDR"u8))
                return EvidenceRefusal.FileIsDamaged;
            if (type.SequenceEqual("IEND"u8))
            {
                return !hasPixels || length > 0 ? EvidenceRefusal.FileIsDamaged
                    : rest.IsEmpty ? null
                    : EvidenceRefusal.FileHasTail;
            }
            hasPixels |= type.SequenceEqual("IDAT"u8);
            if (CheckChunk(type, data) is { } refusal)
                return refusal;
        }
    }

    private static Refusal? CheckChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (type.SequenceEqual("IDAT"u8) || type.SequenceEqual("fdAT"u8))
            return null; // pixels
        if (type.SequenceEqual("IHDR"u8))
            return CheckHead(data);
        // An unknown part without which no reader may show the picture.
        if (char.IsAsciiLetterUpper((char)type[0]) && !type.SequenceEqual("PLTE"u8))
            return EvidenceRefusal.FileIsDamaged;
        return ScriptMarks.AreInWords(data) ? EvidenceRefusal.FileHasScript : CheckPacked(type, data);
    }

    private static Refusal? CheckHead(ReadOnlySpan<byte> data) =>
        data.Length != 13
            ? EvidenceRefusal.FileIsDamaged
            : PictureSize.Check(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));

    /// <summary>Texts and profiles may be compressed.</summary>
    private static Refusal? CheckPacked(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)0); // of the keyword
        ReadOnlySpan<byte> packed = [];
        if (type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iCCP"u8))
            packed = end >= 0 && data.Length > end + 2 ? data[(end + 2)..] : [];
        else if (type.SequenceEqual("iTXt"u8) && end >= 0 && data.Length > end + 3 && data[end + 1] == 1)
            packed = AfterWord(AfterWord(data[(end + 3)..]));
        if (packed.IsEmpty)
            return null;
        var expanded = Inflation.Expand(packed, Inflation.MostBytes);
        if (expanded.Refusal is { } refusal)
            return refusal;
        return ScriptMarks.AreInWords(expanded.Value) ? EvidenceRefusal.FileHasScript : null;
    }

    private static ReadOnlySpan<byte> AfterWord(ReadOnlySpan<byte> data) =>
        data.IndexOf((byte)0) is >= 0 and var end ? data[(end + 1)..] : [];
}
