using System.IO.Compression;

namespace Portal.Domain.Intake.Files;

/// <summary>The most an Excel workbook may unfold to.</summary>
public sealed record ZipLimits
{
    public int Entries { get; init; } = 2_000;

    /// <summary>Bytes over all entries.</summary>
    public long Expanded { get; init; } = 200L << 20;

    /// <summary>Times an entry may be larger than its packed form.</summary>
    public int Ratio { get; init; } = 100;
}

/// <summary>Refuses archives that unfold to more than they should, by counting the bytes that really come out.</summary>
internal static class ZipGuard
{
    // Small entries may pack well by chance.
    private const int RatioCountsFrom = 1 << 20;

    /// <exception cref="RecordFileException">The archive is broken, or larger than the limits allow.</exception>
    public static async Task CheckAsync(Stream content, ZipLimits limits, CancellationToken cancellation)
    {
        var start = content.Position;
        try
        {
            await using var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            if (archive.Entries.Count > limits.Entries) throw new RecordFileException("xlsx.tooLarge");
            var buffer = new byte[64 * 1024];
            var total = 0L;
            foreach (var entry in archive.Entries) total += await ExpandAsync(entry, buffer, limits, total, cancellation);
        }
        catch (InvalidDataException)
        {
            throw new RecordFileException("xlsx.broken");
        }
        finally
        {
            content.Position = start;
        }
    }

    private static async Task<long> ExpandAsync(ZipArchiveEntry entry, byte[] buffer, ZipLimits limits, long before, CancellationToken cancellation)
    {
        await using var expanding = await entry.OpenAsync(cancellation);
        var expanded = 0L;
        for (int read; (read = await expanding.ReadAsync(buffer, cancellation)) > 0;)
        {
            expanded += read;
            if (before + expanded > limits.Expanded || (expanded > RatioCountsFrom && expanded > entry.CompressedLength * limits.Ratio))
            {
                throw new RecordFileException("xlsx.tooLarge");
            }
        }
        return expanded;
    }
}
