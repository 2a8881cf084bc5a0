using System.IO.Compression;

namespace Portal.Domain.Documents.Packaging;

/// <summary>The most an Excel workbook may unfold to.</summary>
public sealed record ZipLimits
{
    public int Entries { get; init; } = 2_000;

    /// <summary>Bytes over all entries.</summary>
    public long Expanded { get; init; } = 200L << 20;

    /// <summary>Times an entry may be larger than its packed form.</summary>
    public int Ratio { get; init; } = 100;
}

/// <summary>An archive that is not read.</summary>
/// <param name="isBroken">It is damaged or none at all; else it unfolds to more than the limits allow.</param>
internal sealed class ZipRefusedException(bool isBroken)
    : Exception(isBroken ? "The archive is broken." : "The archive unfolds to too much.")
{
    public bool IsBroken { get; } = isBroken;
}

/// <summary>Refuses archives that unfold to more than they should, by counting the bytes that really come out.</summary>
internal static class ZipGuard
{
    // Small entries may pack well by chance.
    private const int RatioCountsFrom = 1 << 20;

    /// <exception cref="ZipRefusedException">The archive is broken, or larger than the limits allow.</exception>
    public static async Task CheckAsync(Stream content, ZipLimits limits, CancellationToken cancellation)
    {
        var start = content.Position;
        try
        {
            await using var archive = await ZipArchive.CreateAsync(
                content,
                ZipArchiveMode.Read,
                leaveOpen: true,
                entryNameEncoding: null,
                cancellation
            );
            if (archive.Entries.Count > limits.Entries)
                throw new ZipRefusedException(isBroken: false);
            var buffer = new byte[64 * 1024];
            var total = 0L;
            foreach (var entry in archive.Entries)
                total += await ExpandAsync(entry, buffer, limits, total, cancellation);
        }
        catch (InvalidDataException)
        {
            throw new ZipRefusedException(isBroken: true);
        }
        finally
        {
            content.Position = start;
        }
    }

    private static async Task<long> ExpandAsync(
        ZipArchiveEntry entry,
        byte[] buffer,
        ZipLimits limits,
        long before,
        CancellationToken cancellation
    )
    {
        await using var expanding = await entry.OpenAsync(cancellation);
        var expanded = 0L;
        for (int read; (read = await expanding.ReadAsync(buffer, cancellation)) > 0; )
        {
            expanded += read;
            if (before + expanded > limits.Expanded || (expanded > RatioCountsFrom && expanded > entry.CompressedLength * limits.Ratio))
            {
                throw new ZipRefusedException(isBroken: false);
            }
        }
        return expanded;
    }
}
