using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Domain.Documents.Packaging;

/// <summary>
/// Checks an uploaded Office file before anything opens it: refuses programs, outside references and unbounded expansion.
/// </summary>
public static class PackageGuard
{
    /// <summary>The largest template accepted, in bytes.</summary>
    public const int MostBytes = 10 << 20;

    // A part is kept in memory as a tree of many times its size. A hundred pages of text have fewer elements and bytes.
    private const long MostElements = 200_000;
    private const long MostMarkup = 16L << 20;

    private static readonly ZipLimits s_limits = new() { Entries = 1_000, Expanded = 100L << 20 };

    /// <param name="file">As it was uploaded.</param>
    /// <exception cref="PackageRefusedException">It is no Office file, too large, or has forbidden content.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static void Check(ReadOnlyMemory<byte> file, ReadBudget budget)
    {
        if (file.Length > MostBytes)
            throw new PackageRefusedException("file.tooLarge");
        using var content = new MemoryStream(file.ToArray(), writable: false);
        try
        {
            ZipGuard.CheckAsync(content, s_limits, budget).GetAwaiter().GetResult();
            using var archive = new ZipArchive(content, ZipArchiveMode.Read);
            CheckNames(archive);
            CheckMarkup([.. archive.Entries.Where(e => IsXml(e.FullName))], budget);
        }
        catch (ZipRefusedException refused)
        {
            throw new PackageRefusedException(CodeOf(refused.Fault), place: refused.Part);
        }
        catch (MarkupRefusedException refused)
        {
            throw new PackageRefusedException(CodeOf(refused.Fault), place: refused.Place);
        }
        catch (Exception spent) when (spent is ReadBudgetSpentException or RegexMatchTimeoutException)
        {
            throw new PackageRefusedException("file.tooSlow");
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            throw new PackageRefusedException("file.unreadable");
        }
    }

    /// <summary>The code of a refused part, as <see cref="PackageRefusedException.Code"/> gives it.</summary>
    internal static string CodeOf(MarkupFault fault) =>
        fault switch
        {
            MarkupFault.Malformed => "file.unreadable",
            MarkupFault.Excessive => "file.excessive",
            MarkupFault.OutsideSheet => "file.outsideSheet",
        };

    private static string CodeOf(ZipFault fault) =>
        fault switch
        {
            ZipFault.Broken => "file.unreadable",
            ZipFault.TooLarge => "file.tooLarge",
        };

    private static void CheckMarkup(IReadOnlyList<ZipArchiveEntry> entries, ReadBudget budget)
    {
        var (elements, markup) = (MostElements, MostMarkup);
        foreach (var entry in entries)
        {
            var content = new PackageContent(entry.FullName);
            using var guard = new MarkupGuard(entry.Open(), entry.FullName, elements, budget);
            while (guard.Read())
                content.CheckNode(guard.Reader);
            content.End();
            (elements, markup) = (elements - guard.Elements, markup - guard.Bytes);
            if (markup < 0)
                throw guard.Refused(MarkupFault.Excessive);
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
        if (names.Find(IsOutsidePath) is { } outside)
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

    // Unpacking a report made with it would write outside the target folder.
    private static bool IsOutsidePath(string name) =>
        name.StartsWith('/') || name.AsSpan().ContainsAny('\\', ':') || name.Split('/').Contains("..", StringComparer.Ordinal);
}
