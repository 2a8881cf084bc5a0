using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Portal.Tests.Evidence;

/// <summary>Small files of each format, made byte by byte as their formats say, and ways to spoil them.</summary>
internal static class SampleEvidence
{
    // A grey picture of 8 × 8 pixels: quantisation, frame, two Huffman tables, one scan.
    private const string JpegBody = """
        FFDB 0043 00
        10101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010
        FFC0 000B 08 0008 0008 01 01 11 00
        FFC4 0014 00 01000000000000000000000000000000 00
        FFC4 0014 10 01000000000000000000000000000000 00
        FFDA 0008 01 01 00 00 3F 00 3F FFD9
        """;

    /// <summary>A picture of 8 × 8 grey pixels. Each seed gives other bytes.</summary>
    public static byte[] Jpeg(int seed = 0) => Jpeg(Segment(0xFE, Encoding.UTF8.GetBytes($"现场 {seed}")));

    /// <summary>The same with segments of one's own after the start.</summary>
    public static byte[] Jpeg(params byte[][] segments) =>
        [0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. segments.SelectMany(s => s), .. Body()];

    /// <summary>A segment of a JPEG: marker, length, data.</summary>
    public static byte[] Segment(byte marker, params byte[] data) =>
        [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    /// <summary>A JPEG whose frame says that it is as large as given.</summary>
    public static byte[] JpegOfSize(ushort width, ushort height)
    {
        var file = Jpeg();
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), width);
        return file;
    }

    /// <summary>A picture of 2 × 2 grey pixels. Each seed gives other bytes.</summary>
    public static byte[] Png(int seed = 0) => Png(2, 2, Chunk("tEXt", Encoding.ASCII.GetBytes($"Comment\0{seed}")));

    /// <summary>The same with the size that its head says, and chunks of one's own after the head.</summary>
    public static byte[] Png(uint width, uint height, params byte[][] chunks)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(head, width);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8; // bits of a grey pixel
        return
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk("IHDR", head),
            .. chunks.SelectMany(c => c),
            .. Chunk("IDAT", Packed([0, 0x80, 0x80, 0, 0x80, 0x80])),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>A chunk of a PNG: length, type, data, checksum.</summary>
    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>A document of one empty page. Each seed gives other bytes.</summary>
    public static byte[] Pdf(int seed = 0) => Pdf($"<< /Type /Catalog /Pages 2 0 R /Seed {seed} >>");

    /// <summary>The same with a catalogue and objects of one's own; the others are numbers 2 and 3.</summary>
    public static byte[] Pdf(string catalog, params byte[][] objects)
    {
        var file = new List<byte>(Encoding.Latin1.GetBytes("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"));
        var starts = new List<int>();
        byte[][] all =
        [
            Encoding.ASCII.GetBytes(catalog),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"u8.ToArray(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"u8.ToArray(),
            .. objects,
        ];
        for (var i = 0; i < all.Length; i++)
        {
            starts.Add(file.Count);
            file.AddRange([.. Ascii($"{i + 1} 0 obj\n"), .. all[i], .. "\nendobj\n"u8]);
        }
        var table = file.Count;
        file.AddRange(Ascii($"xref\n0 {all.Length + 1}\n0000000000 65535 f \n"));
        foreach (var start in starts)
            file.AddRange(Ascii($"{start:D10} 00000 n \n"));
        file.AddRange(Ascii($"trailer\n<< /Size {all.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return [.. file];
    }

    /// <summary>The object of a PDF that holds a stream.</summary>
    public static byte[] PdfStream(string dictionary, byte[] body) =>
        [.. Ascii($"<< {dictionary} /Length {body.Length} >>\nstream\n"), .. body, .. "\nendstream"u8];

    /// <summary>Compressed by zlib.</summary>
    public static byte[] Packed(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(data);
        return packed.ToArray();
    }

    /// <summary>An archive with one file.</summary>
    public static byte[] Zip(string comment = "")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create) { Comment = comment })
        {
            using var entry = zip.CreateEntry("a.txt").Open();
            entry.Write("a"u8);
        }
        return bytes.ToArray();
    }

    private static byte[] Body() => Convert.FromHexString(string.Concat(JpegBody.Where(c => !char.IsWhiteSpace(c))));

    private static byte[] Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) == 0 ? 0 : 0xEDB88320);
        }
        return ~sum;
    }
}
