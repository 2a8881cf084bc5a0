using System.Globalization;
using System.IO.Compression;

namespace Portal.Domain.Documents.Packaging;

/// <summary>Refuses archives that expand beyond the limits, by counting the expanded bytes.</summary>
internal static class ZipGuard
{
    // Small entries may compress well by chance.
    private const int RatioCountsFrom = 1 << 20;

    // The platform keeps the whole list of entries in memory; Office programs use fewer than 100 bytes for one.
    private const int DirectoryBytesPerEntry = 512;

    /// <exception cref="ZipRefusedException">The archive is broken, or larger than the limits allow.</exception>
    /// <exception cref="ReadBudgetSpentException">Expanding it takes too much work.</exception>
    public static async Task CheckAsync(Stream content, ZipLimits limits, ReadBudget budget)
    {
        var (start, cancellation) = (content.Position, budget.Cancellation);
        try
        {
            var directory = await ZipDirectory.LengthAsync(content, cancellation);
            if (directory is null or < 0)
                throw new ZipRefusedException(ZipFault.Broken);
            if (directory > (long)limits.Entries * DirectoryBytesPerEntry)
                throw new ZipRefusedException(ZipFault.TooLarge, NumberAfter(limits.Entries));
            content.Position = start;
            await using var archive = await ZipArchive.CreateAsync(
                content,
                ZipArchiveMode.Read,
                leaveOpen: true,
                entryNameEncoding: null,
                cancellation
            );
            if (archive.Entries.Count > limits.Entries)
                throw new ZipRefusedException(ZipFault.TooLarge, NumberAfter(limits.Entries));
            var buffer = new byte[64 * 1024];
            var total = 0L;
            foreach (var entry in archive.Entries)
                total += await ExpandAsync(entry, buffer, limits, total, budget);
        }
        catch (InvalidDataException)
        {
            throw new ZipRefusedException(ZipFault.Broken);
        }
        finally
        {
            content.Position = start;
        }
    }

    private static string NumberAfter(int entries) => string.Create(CultureInfo.InvariantCulture, $"part {entries + 1}");

    private static async Task<long> ExpandAsync(ZipArchiveEntry entry, byte[] buffer, ZipLimits limits, long before, ReadBudget budget)
    {
        await using var expanding = await entry.OpenAsync(budget.Cancellation);
        var expanded = 0L;
        for (int read; (read = await expanding.ReadAsync(buffer, budget.Cancellation)) > 0; )
        {
            budget.Allow(read);
            budget.Check();
            expanded += read;
            if (before + expanded > limits.Expanded || (expanded > RatioCountsFrom && expanded > entry.CompressedLength * limits.Ratio))
            {
                throw new ZipRefusedException(ZipFault.TooLarge, entry.FullName);
            }
        }
        return expanded;
    }
}
