using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Evidence;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Evidence;

/// <summary>What is taken as evidence, and what is refused for which reason.</summary>
public sealed class EvidenceReceiverTests
{
    private static readonly EvidenceReceiver s_receiver = new(EvidenceLimits.Default);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, EvidenceType, byte[]> Taken =>
        new()
        {
            { "现场.jpg", EvidenceType.Jpeg, SampleEvidence.Jpeg() },
            { "photo.JPEG", EvidenceType.Jpeg, SampleEvidence.Jpeg(SampleEvidence.Segment(0xE1, [.. "Exif\0\0"u8, .. new byte[200]])) },
            { "after restart.jpg", EvidenceType.Jpeg, WithRestartMarker() },
            { "screen.png", EvidenceType.Png, SampleEvidence.Png() },
            {
                "profile.png",
                EvidenceType.Png,
                SampleEvidence.Png(2, 2, SampleEvidence.Chunk("iCCP", [.. "sRGB\0\0"u8, .. SampleEvidence.Packed(new byte[3_000])]))
            },
            { "notice.pdf", EvidenceType.Pdf, SampleEvidence.Pdf() },
            { "padded.pdf", EvidenceType.Pdf, [.. SampleEvidence.Pdf(), .. "\r\n\0\0"u8] },
            { "modern.pdf", EvidenceType.Pdf, WithObjectStream("<< /Type /Font >>") },
            {
                "scan.pdf",
                EvidenceType.Pdf,
                SampleEvidence.Pdf(Catalog, SampleEvidence.PdfStream("/Filter /DCTDecode", SampleEvidence.Jpeg()))
            },
        };

    private const string Catalog = "<< /Type /Catalog /Pages 2 0 R >>";

    [Theory, MemberData(nameof(Taken))]
    public async Task File_ThatIsWholeAndPlain_IsTakenByteForByte(string name, EvidenceType type, byte[] bytes)
    {
        var received = await ReceiveAsync(name, bytes).DoneAsync();

        Assert.Equal((name, type), (received.Name, received.Type));
        Assert.Equal(bytes, received.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), received.Sha256);
    }

    public static TheoryData<string, string, byte[]> Refused =>
        new()
        {
            { "file.empty", "a.jpg", [] },
            // Of another kind, whatever the name says.
            { "file.type", "a.jpg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
            { "file.type", "a.png", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray() },
            { "file.type", "a.pdf", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]] }, // old Office
            { "file.type", "a.jpg", [0x4D, 0x5A, .. new byte[512]] }, // a program
            { "file.type", "a.jpg", "GIF89a"u8.ToArray() },
            { "file.archive", "a.pdf", SampleEvidence.Zip() },
            { "file.archive", "a.jpg", [0x1F, 0x8B, 8, 0] },
            { "file.otherType", "a.png", SampleEvidence.Jpeg() },
            { "file.otherType", "a.jpg", SampleEvidence.Pdf() },
            // Cut off.
            { "file.cut", "a.jpg", SampleEvidence.Jpeg()[..^2] },
            { "file.cut", "a.jpg", SampleEvidence.Jpeg()[..60] },
            { "file.cut", "a.png", SampleEvidence.Png()[..^12] },
            { "file.cut", "a.png", SampleEvidence.Png()[..30] },
            { "file.cut", "a.pdf", SampleEvidence.Pdf()[..^8] },
            // Broken otherwise.
            { "file.damaged", "a.jpg", [0xFF, 0xD8, 0xFF, 0xD9] },
            { "file.damaged", "a.jpg", [.. SampleEvidence.Jpeg()[..20], 0x12, .. SampleEvidence.Jpeg()[20..]] },
            { "file.damaged", "a.png", [.. SampleEvidence.Png()[..8], .. SampleEvidence.Chunk("IEND", [])] },
            { "file.damaged", "a.png", SampleEvidence.Png(2, 2, SampleEvidence.Chunk("EVIL", [1])) },
            { "file.damaged", "a.png", SampleEvidence.Png(0, 2) },
            { "file.damaged", "a.pdf", "%PDF-9.9\nstartxref\n0\n%%EOF"u8.ToArray() },
            { "file.damaged", "a.pdf", "%PDF-1.7\n%%EOF"u8.ToArray() },
            // Two files in one.
            { "file.tail", "a.jpg", [.. SampleEvidence.Jpeg(), .. "<?php system($_GET[0]);"u8] },
            { "file.tail", "a.jpg", [.. SampleEvidence.Jpeg(), 0] },
            { "file.tail", "a.png", [.. SampleEvidence.Png(), .. "<script>alert(1)</script>"u8] },
            { "file.tail", "a.pdf", [.. SampleEvidence.Pdf(), .. "<html><script>"u8] },
            { "file.archive", "a.jpg", [.. SampleEvidence.Jpeg(), .. SampleEvidence.Zip()] },
            { "file.archive", "a.png", [.. SampleEvidence.Png(), .. SampleEvidence.Zip("with a comment")] },
            // Script in metadata.
            { "file.script", "a.jpg", SampleEvidence.Jpeg(SampleEvidence.Segment(0xFE, "<ScRiPt>alert(1)</script>"u8.ToArray())) },
            { "file.script", "a.jpg", SampleEvidence.Jpeg(SampleEvidence.Segment(0xE1, "Exif\0\0<svg onload=alert(1)>"u8.ToArray())) },
            { "file.script", "a.jpg", SampleEvidence.Jpeg(SampleEvidence.Segment(0xE1, Encoding.Unicode.GetBytes("<script>"))) },
            { "file.script", "a.jpg", SampleEvidence.Jpeg(SampleEvidence.Segment(0xED, "<?php system($_GET[0]);"u8.ToArray())) },
            { "file.script", "a.png", SampleEvidence.Png(2, 2, SampleEvidence.Chunk("tEXt", "Comment\0<script>"u8.ToArray())) },
            {
                "file.script",
                "a.png",
                SampleEvidence.Png(
                    2,
                    2,
                    SampleEvidence.Chunk("zTXt", [.. "Comment\0\0"u8, .. SampleEvidence.Packed("<script>"u8.ToArray())])
                )
            },
            {
                "file.script",
                "a.png",
                SampleEvidence.Png(
                    2,
                    2,
                    SampleEvidence.Chunk("iTXt", [.. "XML\0\u0001\0en\0\0"u8, .. SampleEvidence.Packed("<iframe src=x>"u8.ToArray())])
                )
            },
            // In the pixels, as they are stored.
            { "file.script", "a.png", SampleEvidence.Png(2, 2, SampleEvidence.Chunk("IDAT", "<script>alert(1)</script>"u8.ToArray())) },
            { "file.script", "a.pdf", SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R /T (<script>alert\\(1\\)</script>) >>") },
            // Larger than it looks.
            { "file.pixels", "a.png", SampleEvidence.Png(100_000, 100_000) },
            { "file.pixels", "a.png", SampleEvidence.Png(uint.MaxValue, uint.MaxValue) },
            { "file.pixels", "a.jpg", SampleEvidence.JpegOfSize(65_535, 65_535) },
            {
                "file.expands",
                "a.png",
                SampleEvidence.Png(2, 2, SampleEvidence.Chunk("zTXt", [.. "Bomb\0\0"u8, .. SampleEvidence.Packed(new byte[40 << 20])]))
            },
            { "file.expands", "a.pdf", WithObjectStream(new string(' ', 40 << 20)) },
            // Documents that act.
            {
                "file.pdfActive",
                "a.pdf",
                SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>")
            },
            {
                "file.pdfActive",
                "a.pdf",
                SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /J#61vaScr#69pt /JS 4 0 R >> >>")
            },
            {
                "file.pdfActive",
                "a.pdf",
                SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (cmd.exe) >> >>")
            },
            { "file.pdfActive", "a.pdf", SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> >>") },
            { "file.pdfActive", "a.pdf", SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA 4 0 R >> >>") },
            { "file.pdfActive", "a.pdf", SampleEvidence.Pdf(Catalog, "<< /A << /S /SubmitForm /F (http://a) >> >>"u8.ToArray()) },
            { "file.pdfActive", "a.pdf", WithObjectStream("<< /S /JavaScript /JS (app.alert\\(1\\)) >>") },
            {
                "file.pdfActive",
                "a.pdf",
                SampleEvidence.Pdf(Catalog, SampleEvidence.PdfStream("/Type /ObjStm /N 1 /First 4", "1 0 << /S /GoToE >>"u8.ToArray()))
            },
            // Documents that nobody can look into.
            { "file.pdfClosed", "a.pdf", SampleEvidence.Pdf("<< /Type /Catalog /Pages 2 0 R >>\n/Encrypt 4 0 R") },
            {
                "file.pdfClosed",
                "a.pdf",
                SampleEvidence.Pdf(Catalog, SampleEvidence.PdfStream("/Type /ObjStm /Filter /LZWDecode", [1, 2, 3]))
            },
            {
                "file.pdfClosed",
                "a.pdf",
                SampleEvidence.Pdf(Catalog, SampleEvidence.PdfStream("/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]", [1, 2, 3]))
            },
            {
                "file.damaged",
                "a.pdf",
                SampleEvidence.Pdf(Catalog, SampleEvidence.PdfStream("/Type /ObjStm /Filter /FlateDecode", [1, 2, 3]))
            },
        };

    [Theory, MemberData(nameof(Refused))]
    public async Task File_OfAnotherKind_IsRefusedWithItsReason(string code, string name, byte[] bytes) =>
        Assert.Equal(code, await ReceiveAsync(name, bytes).CodeAsync());

    [Theory]
    [InlineData(null, "name.required")]
    [InlineData("  ", "name.required")]
    [InlineData("../../x.jpg", "name.path")]
    [InlineData("..\\x.jpg", "name.path")]
    [InlineData("C:\\x.jpg", "name.path")]
    [InlineData("x.jpg:evil.exe", "name.path")]
    [InlineData("/etc/passwd.jpg", "name.path")]
    [InlineData("a\0.jpg", "name.unprintable")]
    [InlineData("a\r\nSet-Cookie: x.jpg", "name.unprintable")]
    [InlineData("gpj\u202Eexe.jpg", "name.unprintable")]
    [InlineData("a\u200B.jpg", "name.unprintable")]
    [InlineData("half \uD83D.jpg", "name.unprintable")]
    [InlineData("a.php.jpg", "name.twoExtensions")]
    [InlineData("a.PHP .jpg", "name.twoExtensions")]
    [InlineData("a．php．jpg", "name.twoExtensions")]
    [InlineData("a.jpg.exe", "name.twoExtensions")]
    [InlineData("a.pdf.pdf", "name.twoExtensions")]
    [InlineData("a.exe", "name.extension")]
    [InlineData("a.svg", "name.extension")]
    [InlineData("a.docx", "name.extension")]
    [InlineData("jpg", "name.extension")]
    [InlineData(".jpg", "name.extension")]
    [InlineData("a.", "name.extension")]
    public async Task Name_ThatMisleads_IsRefusedBeforeTheContentIsRead(string? name, string code)
    {
        var content = new Zeros(1);
        Assert.Equal(code, await s_receiver.ReceiveAsync(name, declaredLength: null, content, Token).CodeAsync());
        Assert.Equal(0, content.Given);
    }

    [Theory]
    [InlineData(" 整改：现场照片（2014.10.31）.jpg ", "整改：现场照片（2014.10.31）.jpg")]
    [InlineData("第1.2条 \"改后\"?.jpg", "第1.2条 _改后__.jpg")]
    [InlineData("Dr. Wang.jpg", "Dr. Wang.jpg")]
    [InlineData("cafe\u0301.jpg", "caf\u00E9.jpg")]
    public async Task Name_OfPeople_IsKeptOrCleaned(string name, string kept) =>
        Assert.Equal(kept, (await ReceiveAsync(name, SampleEvidence.Jpeg()).DoneAsync()).Name);

    [Fact]
    public async Task Name_ThatIsTooLong_IsRefused_NotCut()
    {
        var most = new string('字', EvidenceColumns.NameLength - 4) + ".jpg";
        Assert.Equal(most, (await ReceiveAsync(most, SampleEvidence.Jpeg()).DoneAsync()).Name);
        Assert.Equal("name.tooLong", await ReceiveAsync("字" + most, SampleEvidence.Jpeg()).CodeAsync());
        Assert.Equal("name.tooLong", await ReceiveAsync(new string('a', 100_000) + ".jpg", SampleEvidence.Jpeg()).CodeAsync());
    }

    /// <summary>Two gibibytes, whether they are announced or not: no more than the limit is ever read or kept.</summary>
    [Fact]
    public async Task File_OfTwoGibibytes_IsRefusedWhileItArrives()
    {
        const long length = 2L << 30;
        var announced = new Zeros(length);
        Assert.Equal("file.tooLarge", await s_receiver.ReceiveAsync("a.jpg", length, announced, Token).CodeAsync());
        Assert.Equal(0, announced.Given);

        var silent = new Zeros(length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("file.tooLarge", await s_receiver.ReceiveAsync("a.jpg", declaredLength: null, silent, Token).CodeAsync());
        Assert.Equal(EvidenceLimits.Default.MostBytes + 1, silent.Given);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * EvidenceLimits.Default.MostBytes);
    }

    [Fact]
    public async Task File_OfExactlyTheLimit_IsTaken_AndOneByteMoreIsNot()
    {
        var bytes = SampleEvidence.Png();
        var exact = new EvidenceReceiver(new(bytes.Length, 1));
        await exact.ReceiveAsync("a.png", bytes.Length, new MemoryStream(bytes), Token).DoneAsync();
        var less = new EvidenceReceiver(new(bytes.Length - 1, 1));
        Assert.Equal("file.tooLarge", await less.ReceiveAsync("a.png", declaredLength: 1, new MemoryStream(bytes), Token).CodeAsync());
    }

    /// <summary>Bytes by chance, as pixels are: no name and no mark is found in them.</summary>
    [Fact]
    public async Task Pixels_ByChance_AreNoScript()
    {
        var random = new Random(20141031);
        for (var i = 0; i < 3; i++)
        {
            var pixels = new byte[3 << 20];
            random.NextBytes(pixels);
            var jpeg = SampleEvidence.Jpeg();
            // A value of 255 is followed by a zero in the pixels of a JPEG.
            byte[] scan = [.. pixels.Where(p => p != 0xFF)];
            await ReceiveAsync("a.jpg", [.. jpeg[..^2], .. scan, 0xFF, 0xD9]).DoneAsync();
            await ReceiveAsync("a.png", SampleEvidence.Png(2, 2, SampleEvidence.Chunk("IDAT", pixels))).DoneAsync();
            var body = pixels.AsSpan().IndexOf("endstream"u8) < 0 ? pixels : [];
            await ReceiveAsync("a.pdf", SampleEvidence.Pdf(Catalog, SampleEvidence.PdfStream("/Filter /FlateDecode", body))).DoneAsync();
        }
    }

    private static byte[] WithRestartMarker()
    {
        var jpeg = SampleEvidence.Jpeg();
        return [.. jpeg[..^2], 0xFF, 0xD0, 0x3F, 0xFF, 0x00, 0x3F, 0xFF, 0xFF, 0xD9];
    }

    private static byte[] WithObjectStream(string objects) =>
        SampleEvidence.Pdf(
            Catalog,
            SampleEvidence.PdfStream(
                "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
                SampleEvidence.Packed(Encoding.ASCII.GetBytes("1 0 " + objects))
            )
        );

    private static Task<Outcome<ReceivedEvidence>> ReceiveAsync(string name, byte[] bytes) =>
        s_receiver.ReceiveAsync(name, bytes.Length, new MemoryStream(bytes), Token);
}
