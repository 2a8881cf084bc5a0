using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Checks a workbook from outside before a library opens it.</summary>
/// <remarks>Each part is parsed once more than it is read; suite <c>workbooks</c> of Portal.Benchmarks measures the cost.</remarks>
internal static class WorkbookGuard
{
    // A library keeps in memory as a whole: the list of parts, and their relationships.
    private const int MostIndexBytes = 2 << 20;

    /// <summary>Expands all of the archive to count its bytes, and checks its index.</summary>
    /// <param name="content">Read from its position and set back to it; left open.</param>
    /// <exception cref="WorkbookRefusedException">It is damaged, no archive, or beyond the limits.</exception>
    public static async Task CheckAsync(Stream content, WorkbookLimits limits, ReadBudget budget)
    {
        var start = content.Position;
        try
        {
            await ZipGuard.CheckAsync(content, limits.Package, budget);
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries.Where(e => IsIndex(e.FullName)))
            {
                if (entry.Length > MostIndexBytes)
                    throw new WorkbookRefusedException(WorkbookFault.TooLarge) { Place = entry.FullName };
                CheckPart(entry.Open(), entry.FullName, limits.Elements, budget);
            }
        }
        catch (Exception thrown) when (Refusal(thrown) is { } refusal)
        {
            throw new WorkbookRefusedException(refusal.Fault, thrown) { Place = refusal.Place };
        }
        finally
        {
            content.Position = start;
        }
    }

    /// <summary>Checks every part of a workbook that may be a sheet.</summary>
    /// <param name="archive">Its expanded bytes and elements were counted before.</param>
    /// <exception cref="MarkupRefusedException">A part is no XML, has a document type, or is XML that no spreadsheet program
    /// writes.</exception>
    /// <exception cref="ReadBudgetSpentException">Reading it takes too much work.</exception>
    public static void CheckParts(ZipArchive archive, ReadBudget budget)
    {
        foreach (var entry in archive.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            CheckPart(entry.Open(), entry.FullName, long.MaxValue, budget);
    }

    /// <summary>Checks one part.</summary>
    /// <param name="part">Expanded; closed afterwards.</param>
    /// <param name="name">Its name in the archive.</param>
    /// <exception cref="MarkupRefusedException">It is no XML, has a document type, or is XML that no spreadsheet program
    /// writes.</exception>
    /// <exception cref="ReadBudgetSpentException">Reading it takes too much work.</exception>
    public static void CheckPart(Stream part, string name, long mostElements, ReadBudget budget) =>
        CheckPart(part, name, mostElements, budget, _ => { });

    /// <param name="merged">Called with the place of each merged area, before any of its cells is read.</param>
    /// <inheritdoc cref="CheckPart(Stream, string, long, ReadBudget)"/>
    public static void CheckPart(Stream part, string name, long mostElements, ReadBudget budget, Action<string> merged)
    {
        using var guard = new MarkupGuard(part, name, mostElements, budget);
        while (guard.Read())
        {
            if (guard.Reader.NodeType != XmlNodeType.Element)
                continue;
            if (OutsideSheet(guard.Reader) is { } place)
                throw guard.Refused(MarkupFault.OutsideSheet, Shortened(place));
            if (guard.Reader.LocalName == "mergeCell" && guard.Reader.GetAttribute("ref") is { } area)
                merged(area);
        }
    }

    /// <summary>The refusal for an exception of a guard or of the platform's readers; null for any other exception.</summary>
    public static WorkbookRefusedException? Refusal(Exception thrown) =>
        thrown switch
        {
            ZipRefusedException zip => new(FaultOf(zip.Fault), zip) { Place = zip.Part },
            MarkupRefusedException markup => new(FaultOf(markup.Fault), markup) { Place = markup.Place },
            ReadBudgetSpentException => new(WorkbookFault.TooSlow, thrown),
            XmlException or InvalidDataException => new(WorkbookFault.Broken, thrown),
            _ => null,
        };

    private static WorkbookFault FaultOf(ZipFault fault) =>
        fault switch
        {
            ZipFault.Broken => WorkbookFault.Broken,
            ZipFault.TooLarge => WorkbookFault.TooLarge,
        };

    private static WorkbookFault FaultOf(MarkupFault fault) =>
        fault switch
        {
            MarkupFault.Malformed => WorkbookFault.Broken,
            MarkupFault.Excessive => WorkbookFault.Excessive,
            MarkupFault.OutsideSheet => WorkbookFault.OutsideSheet,
        };

    private static bool IsIndex(string name) =>
        name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);

    // For rows and cells far out, readers fill in all cells before them.
    private static string? OutsideSheet(XmlReader reader) =>
        reader.LocalName switch
        {
            "row" => reader.GetAttribute("r") is { } row && !IsRow(row) ? "row " + row : null,
            "c" => reader.GetAttribute("r") is { } place && CellPlace.Read(place) is null ? place : null,
            _ => null,
        };

    private static bool IsRow(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= CellPlace.LastRow;

    private static string Shortened(string place) => place.Length > 40 ? place[..40] + "…" : place;
}
