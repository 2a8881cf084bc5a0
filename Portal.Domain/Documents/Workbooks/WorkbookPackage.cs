using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Finds the parts of a workbook that a reader of cells needs, and opens no other.</summary>
/// <remarks>
/// The SDK's own opening reads the relationships of every part, and refuses workbooks that have a link with a malformed address.
/// </remarks>
internal sealed class WorkbookPackage : IDisposable
{
    private const int MostSheets = 10_000;

    private static readonly OpenXmlPartReaderOptions s_options = new() { IgnoreWhitespace = false, CloseStream = true };

    // The SDK's reader takes the element types from a document.
    private readonly SpreadsheetDocument _empty = SpreadsheetDocument.Create(new MemoryStream(), SpreadsheetDocumentType.Workbook);
    private readonly Package _package;
    private readonly PackagePart _workbook;
    private readonly List<WorkbookSheet> _sheets = [];
    private readonly WorkbookLimits _limits;
    private readonly ReadBudget _budget;

    private WorkbookPackage(Package package, PackagePart workbook, WorkbookLimits limits, ReadBudget budget) =>
        (_package, _workbook, _limits, _budget) = (package, workbook, limits, budget);

    /// <summary>Whether days are counted from 1904, as programs on old Macintoshes did.</summary>
    public bool CountsFrom1904 { get; private set; }

    /// <summary>The sheets that have a part of cells, in their order.</summary>
    public IReadOnlyList<WorkbookSheet> Sheets => _sheets;

    public PackagePart? SharedTexts => Related("/sharedStrings");

    public PackagePart? Styles => Related("/styles");

    /// <param name="content">Checked by <see cref="WorkbookGuard"/>; left open.</param>
    /// <exception cref="WorkbookRefusedException">It is no workbook.</exception>
    public static WorkbookPackage Open(Stream content, WorkbookLimits limits, ReadBudget budget)
    {
        var package = Package.Open(content, FileMode.Open, FileAccess.Read);
        try
        {
            var main =
                Relation(package.GetRelationships(), "/officeDocument") is { } relation
                && Part(package, PackUriHelper.ResolvePartUri(new("/", UriKind.Relative), relation.TargetUri)) is { } part
                && part.ContentType.Contains("spreadsheetml", StringComparison.OrdinalIgnoreCase)
                    ? part
                    : throw new WorkbookRefusedException(IsBinary(package) ? WorkbookFault.Binary : WorkbookFault.NoWorkbook);
            var workbook = new WorkbookPackage(package, main, limits, budget);
            workbook.ReadWorkbook();
            return workbook;
        }
        catch
        {
            package.Close();
            throw;
        }
    }

    /// <summary>Checks a part, then reads it from its beginning; the strict standard's names are replaced by the usual ones.</summary>
    /// <exception cref="MarkupRefusedException">It is XML that no spreadsheet program writes.</exception>
    /// <param name="mostElements">Elements of the part.</param>
    /// <param name="merged">Called with the place of each merged area of a sheet, before its first row is read.</param>
    public OpenXmlReader Read(PackagePart part, long mostElements, Action<string>? merged = null)
    {
        WorkbookGuard.CheckPart(Open(part), part.Uri.OriginalString.TrimStart('/'), mostElements, _budget, merged ?? (_ => { }));
        return new OpenXmlPartReader(Open(part), _empty.Features, s_options);
    }

    public void Dispose()
    {
        _empty.Dispose();
        _package.Close();
    }

    private void ReadWorkbook()
    {
        using var reader = Read(_workbook, _limits.Elements);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
                continue;
            _budget.Check();
            if (reader.ElementType == typeof(WorkbookProperties))
                CountsFrom1904 = reader.Attributes.Any(a => a.LocalName == "date1904" && a.Value is "1" or "true");
            else if (reader.ElementType == typeof(Sheet) && _sheets.Count < MostSheets)
                AddSheet(reader);
        }
    }

    private void AddSheet(OpenXmlReader reader)
    {
        if (SheetOf(reader.Attributes.FirstOrDefault(a => a.LocalName == "id").Value) is not { } part)
            return;
        var name = reader.Attributes.FirstOrDefault(a => a.LocalName == "name").Value ?? "";
        var state = reader.Attributes.FirstOrDefault(a => a.LocalName == "state").Value;
        _sheets.Add(new(name, state is "hidden" or "veryHidden", part));
    }

    private static bool IsBinary(Package package) =>
        package.GetParts().Any(part => part.ContentType.Contains("ms-excel.sheet.binary", StringComparison.OrdinalIgnoreCase));

    private PackagePart? SheetOf(string? id) =>
        id is not null && _workbook.RelationshipExists(id) && _workbook.GetRelationship(id) is { TargetMode: TargetMode.Internal } relation
            ? Part(_package, PackUriHelper.ResolvePartUri(_workbook.Uri, relation.TargetUri))
            : null;

    private PackagePart? Related(string type) =>
        Relation(_workbook.GetRelationships(), type) is { } relation
            ? Part(_package, PackUriHelper.ResolvePartUri(_workbook.Uri, relation.TargetUri))
            : null;

    // The names of relationships end alike in the usual and the strict standard.
    private static PackageRelationship? Relation(PackageRelationshipCollection relations, string type) =>
        relations.FirstOrDefault(r => r.TargetMode == TargetMode.Internal && r.RelationshipType.EndsWith(type, StringComparison.Ordinal));

    private static PackagePart? Part(Package package, Uri uri) => package.PartExists(uri) ? package.GetPart(uri) : null;

    private static Stream Open(PackagePart part) => part.GetStream(FileMode.Open, FileAccess.Read);
}
