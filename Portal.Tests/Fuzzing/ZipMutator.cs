using System.IO.Compression;
using System.Text;

namespace Portal.Tests.Fuzzing;

/// <summary>Changes an Office file: mostly the text of one part, so that the archive still opens; else its bytes.</summary>
internal static class ZipMutator
{
    public static byte[] Mutate(Random random, byte[] seed)
    {
        if (random.Next(4) == 0)
            return ByteMutator.Mutate(random, seed);
        using var from = new ZipArchive(new MemoryStream(seed), ZipArchiveMode.Read);
        var changed = random.Next(from.Entries.Count);
        using var target = new MemoryStream();
        using (var to = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < from.Entries.Count; i++)
                Copy(from.Entries[i], to, i == changed ? random : null);
        }
        return target.ToArray();
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive to, Random? random)
    {
        using var content = new MemoryStream();
        using (var part = entry.Open())
            part.CopyTo(content);
        var bytes = content.ToArray();
        if (random is not null && random.Next(20) == 0)
            return; // the part is missing
        using var written = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
        written.Write(random is null ? bytes : Encoding.UTF8.GetBytes(ByteMutator.Mutate(random, Encoding.UTF8.GetString(bytes))));
    }
}
