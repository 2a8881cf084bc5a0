using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Looks a workbook from outside through before a library opens it.</summary>
/// <remarks>Every part is unpacked and taken for XML once; suite <c>workbooks</c> of Portal.Benchmarks says what that costs.</remarks>
internal static class WorkbookGuard
{
    // A library keeps these whole: which parts there are, and which part leads to which.
    private const int MostIndexBytes = 2 << 20;

    /// <param name="content">Read from where it stands and put back there; left open.</param>
    /// <exception cref="WorkbookRefusedException">It is damaged, none, or more than the limits allow.</exception>
    public static async Task CheckAsync(Stream content, WorkbookLimits limits, CancellationToken cancellation)
    {
        var start = content.Position;
        try
        {
            await ZipGuard.CheckAsync(content, limits.Package, cancellation);
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries)
                Check(entry, cancellation);
        }
        catch (ZipRefusedException refused)
        {
            throw new WorkbookRefusedException(refused.IsBroken ? WorkbookFault.Broken : WorkbookFault.Unfolds);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or MarkupRefusedException)
        {
            throw new WorkbookRefusedException(WorkbookFault.Broken, place: null, broken);
        }
        finally
        {
            content.Position = start;
        }
    }

    /// <summary>Whether the guard takes the part for XML; no other part is opened as a sheet.</summary>
    public static bool IsXml(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static void Check(ZipArchiveEntry entry, CancellationToken cancellation)
    {
        if (!IsXml(entry.FullName))
            return;
        var isIndex =
            entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);
        if (isIndex && entry.Length > MostIndexBytes)
            throw new WorkbookRefusedException(WorkbookFault.Unfolds);
        using var guard = new MarkupGuard(entry.Open(), cancellation);
        while (guard.Read())
        {
            if (guard.Reader.NodeType == XmlNodeType.Element)
                CheckPlace(guard.Reader);
        }
    }

    // Rows and cells far out make readers fill in all that lies before them.
    private static void CheckPlace(XmlReader reader)
    {
        var isRight = reader.LocalName switch
        {
            "row" => reader.GetAttribute("r") is not { } row || IsRow(row),
            "c" => reader.GetAttribute("r") is not { Length: > 0 } place
                || reader.NamespaceURI.Contains("chart", StringComparison.Ordinal)
                || CellPlace.Read(place) is not null,
            _ => true,
        };
        if (!isRight)
            throw new WorkbookRefusedException(WorkbookFault.Broken);
    }

    private static bool IsRow(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= CellPlace.LastRow;
}
