using System.IO.Compression;
using System.Xml;

namespace Portal.Domain.Documents.Packaging;

/// <summary>Looks into an uploaded Office file before anything opens it: what could run, reach out or unfold without end is refused.</summary>
public static class PackageGuard
{
    /// <summary>The largest template that is taken, in bytes.</summary>
    public const int MostBytes = 10 << 20;

    private static readonly ZipLimits s_limits = new() { Entries = 1_000, Expanded = 100L << 20 };

    /// <param name="file">As it was uploaded.</param>
    /// <exception cref="PackageRefusedException">It is no Office file, too large, or holds what a template must not.</exception>
    public static void Check(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MostBytes)
            throw new PackageRefusedException("file.tooLarge");
        using var content = new MemoryStream(file.ToArray(), writable: false);
        try
        {
            ZipGuard.CheckAsync(content, s_limits, CancellationToken.None).GetAwaiter().GetResult();
            using var archive = new ZipArchive(content, ZipArchiveMode.Read);
            CheckNames(archive);
            foreach (var entry in archive.Entries.Where(e => IsXml(e.FullName)))
                CheckXml(entry);
        }
        catch (ZipRefusedException refused)
        {
            throw new PackageRefusedException(refused.IsBroken ? "file.unreadable" : "file.tooLarge");
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or MarkupRefusedException)
        {
            throw new PackageRefusedException("file.unreadable");
        }
    }

    private static bool IsXml(string name) => Path.GetExtension(name).ToLowerInvariant() is ".xml" or ".rels" or ".vml";

    private static void CheckNames(ZipArchive archive)
    {
        var names = archive.Entries.Select(e => e.FullName).ToList();
        if (
            names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count
            || !names.Contains("[Content_Types].xml", StringComparer.OrdinalIgnoreCase)
        )
            throw new PackageRefusedException("file.unreadable");
        if (names.Find(LeadsOut) is { } outside)
            throw new PackageRefusedException("file.unreadable", outside);
        if (
            names.Find(n =>
                n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
                || n.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
            ) is
            { } macros
        )
            throw new PackageRefusedException("file.macros", macros);
    }

    // Whoever unpacks a report made with it would write elsewhere.
    private static bool LeadsOut(string name) =>
        name.StartsWith('/') || name.AsSpan().ContainsAny('\\', ':') || name.Split('/').Contains("..", StringComparer.Ordinal);

    private static void CheckXml(ZipArchiveEntry entry)
    {
        var content = new PackageContent(entry.FullName);
        using var guard = new MarkupGuard(entry.Open(), CancellationToken.None);
        while (guard.Read())
            content.See(guard.Reader);
        content.End();
    }
}
