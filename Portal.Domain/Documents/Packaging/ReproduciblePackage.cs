using System.IO.Compression;
using System.Xml.Linq;

namespace Portal.Domain.Documents.Packaging;

/// <summary>Writes an Office file so that the same content gives the same bytes, at any time and in any process.</summary>
/// <remarks>Ids of relationships are part of the content: the author of the file gives every one of them explicitly.</remarks>
public static class ReproduciblePackage
{
    private const string ContentTypes = "[Content_Types].xml";

    // The earliest time that an archive can store.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Rewrites the archive: entries in order of name and without a time, lists of parts and relationships in order.</summary>
    /// <param name="package">An archive; read from its start, left open.</param>
    /// <param name="target">Need not be seekable; left open.</param>
    public static void Write(Stream package, Stream target)
    {
        using var written = new MemoryStream();
        using (var to = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
            CopyTo(package, to, []);
        written.WriteTo(target);
    }

    /// <summary>Copies the parts of a package into an archive that is being written.</summary>
    /// <param name="package">An archive; read from its start, left open.</param>
    /// <param name="except">Names of parts that the archive has already.</param>
    public static void CopyTo(Stream package, ZipArchive target, IReadOnlyCollection<string> except)
    {
        package.Position = 0;
        using var from = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in from.Entries.OrderBy(e => e.FullName != ContentTypes).ThenBy(e => e.FullName, StringComparer.Ordinal))
        {
            if (!except.Contains(entry.FullName))
                Copy(entry, target);
        }
    }

    /// <summary>Begins an entry of an archive that is written in sequence.</summary>
    public static ZipArchiveEntry Begin(ZipArchive target, string name, CompressionLevel level)
    {
        var entry = target.CreateEntry(name, level);
        entry.LastWriteTime = s_time;
        entry.ExternalAttributes = 0;
        return entry;
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive to)
    {
        using var content = entry.Open();
        using var target = Begin(to, entry.FullName, CompressionLevel.Optimal).Open();
        if (entry.FullName == ContentTypes || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            WriteSorted(content, target);
        else
            content.CopyTo(target);
    }

    // Their order has no meaning, and depends on the library.
    private static void WriteSorted(Stream content, Stream target)
    {
        var list = XDocument.Load(content);
        var sorted = list.Root!.Elements()
            .OrderBy(e => e.Name.LocalName, StringComparer.Ordinal)
            .ThenBy(Key, StringComparer.Ordinal)
            .ToList();
        list.Root.ReplaceNodes(sorted);
        list.Save(target, SaveOptions.DisableFormatting);
    }

    private static string Key(XElement element) =>
        (string?)element.Attribute("Extension") ?? (string?)element.Attribute("PartName") ?? (string?)element.Attribute("Id") ?? "";
}
