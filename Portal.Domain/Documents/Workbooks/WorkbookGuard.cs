using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Looks a workbook from outside through before a library opens it.</summary>
/// <remarks>Suite <c>workbooks</c> of Portal.Benchmarks says what that costs: a part is taken for XML once more than it is read.</remarks>
internal static class WorkbookGuard
{
    // A library keeps these whole: which parts there are, and which part leads to which.
    private const int MostIndexBytes = 2 << 20;

    /// <summary>Unpacks all of the archive to count what it unfolds to, and looks its index through.</summary>
    /// <param name="content">Read from where it stands and put back there; left open.</param>
    /// <exception cref="WorkbookRefusedException">It is damaged, no archive, or more than the limits allow.</exception>
    public static async Task CheckAsync(Stream content, ZipLimits limits, CancellationToken cancellation)
    {
        var start = content.Position;
        try
        {
            await ZipGuard.CheckAsync(content, limits, cancellation);
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries.Where(e => IsIndex(e.FullName)))
            {
                if (entry.Length > MostIndexBytes)
                    throw new WorkbookRefusedException(WorkbookFault.Unfolds);
                CheckPart(entry.Open(), cancellation);
            }
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

    /// <summary>Looks every part of a workbook through that may be a sheet.</summary>
    /// <param name="archive">What it unfolds to was counted before.</param>
    /// <exception cref="XmlException">A part is no XML, or has a document type.</exception>
    /// <exception cref="MarkupRefusedException">A part is XML that no spreadsheet program writes.</exception>
    public static void CheckParts(ZipArchive archive, CancellationToken cancellation)
    {
        foreach (var entry in archive.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            CheckPart(entry.Open(), cancellation);
    }

    /// <summary>Looks one part through.</summary>
    /// <param name="part">Unpacked; closed afterwards.</param>
    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    /// <exception cref="MarkupRefusedException">It is XML that no spreadsheet program writes.</exception>
    public static void CheckPart(Stream part, CancellationToken cancellation)
    {
        using var guard = new MarkupGuard(part, cancellation);
        while (guard.Read())
        {
            if (guard.Reader.NodeType == XmlNodeType.Element && !IsWithinSheet(guard.Reader))
                throw new MarkupRefusedException();
        }
    }

    private static bool IsIndex(string name) =>
        name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);

    // Rows and cells far out make readers fill in all that lies before them.
    private static bool IsWithinSheet(XmlReader reader) =>
        reader.LocalName switch
        {
            "row" => reader.GetAttribute("r") is not { } row || IsRow(row),
            "c" => reader.GetAttribute("r") is not { } place || CellPlace.Read(place) is not null,
            _ => true,
        };

    private static bool IsRow(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= CellPlace.LastRow;
}
