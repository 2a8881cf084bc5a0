using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Finds the parts of a workbook that a reader of cells needs, and opens no other.</summary>
/// <remarks>
/// The SDK's own opening reads the relations of every part, and refuses workbooks for a link somewhere whose address is malformed.
/// </remarks>
internal sealed class WorkbookPackage : IDisposable
{
    private const int MostSheets = 10_000;

    private static readonly OpenXmlPartReaderOptions s_options = new() { IgnoreWhitespace = false, CloseStream = true };

    // The SDK's reader takes its knowledge of the elements from a document.
    private readonly SpreadsheetDocument _empty = SpreadsheetDocument.Create(new MemoryStream(), SpreadsheetDocumentType.Workbook);
    private readonly Package _package;
    private readonly PackagePart _workbook;
    private readonly CancellationToken _cancellation;

    private WorkbookPackage(Package package, PackagePart workbook, CancellationToken cancellation) =>
        (_package, _workbook, _cancellation) = (package, workbook, cancellation);

    /// <summary>Whether days are counted from 1904, as programs on old Macintoshes did.</summary>
    public bool CountsFrom1904 { get; private set; }

    /// <summary>The part of the first sheet; null when the workbook has none.</summary>
    public PackagePart? FirstSheet { get; private set; }

    public PackagePart? SharedTexts => Related("/sharedStrings");

    public PackagePart? Looks => Related("/styles");

    /// <param name="content">Looked through by <see cref="WorkbookGuard"/>; left open.</param>
    /// <exception cref="WorkbookRefusedException">It is no workbook.</exception>
    public static WorkbookPackage Open(Stream content, CancellationToken cancellation)
    {
        var package = Package.Open(content, FileMode.Open, FileAccess.Read);
        try
        {
            var main =
                Relation(package.GetRelationships(), "/officeDocument") is { } relation
                && Part(package, PackUriHelper.ResolvePartUri(new("/", UriKind.Relative), relation.TargetUri)) is { } part
                && part.ContentType.Contains("spreadsheetml", StringComparison.OrdinalIgnoreCase)
                    ? part
                    : throw new WorkbookRefusedException(WorkbookFault.NoWorkbook);
            var workbook = new WorkbookPackage(package, main, cancellation);
            workbook.ReadWorkbook();
            return workbook;
        }
        catch
        {
            package.Close();
            throw;
        }
    }

    /// <summary>Looks a part through, then reads it from its beginning: in the names of the usual standard if it is written in those of the strict one.</summary>
    /// <exception cref="Packaging.MarkupRefusedException">It is XML that no spreadsheet program writes.</exception>
    public OpenXmlReader Read(PackagePart part)
    {
        WorkbookGuard.CheckPart(Open(part), _cancellation);
        return new OpenXmlPartReader(Open(part), _empty.Features, s_options);
    }

    public void Dispose()
    {
        _empty.Dispose();
        _package.Close();
    }

    private void ReadWorkbook()
    {
        using var reader = Read(_workbook);
        var sheets = 0;
        while (reader.Read())
        {
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(WorkbookProperties))
                CountsFrom1904 = reader.Attributes.Any(a => a.LocalName == "date1904" && a.Value is "1" or "true");
            else if (reader.ElementType == typeof(Sheet) && sheets++ < MostSheets)
                FirstSheet ??= SheetOf(reader.Attributes.FirstOrDefault(a => a.LocalName == "id").Value);
        }
    }

    private PackagePart? SheetOf(string? id) =>
        id is not null && _workbook.RelationshipExists(id) && _workbook.GetRelationship(id) is { TargetMode: TargetMode.Internal } relation
            ? Part(_package, PackUriHelper.ResolvePartUri(_workbook.Uri, relation.TargetUri))
            : null;

    private PackagePart? Related(string type) =>
        Relation(_workbook.GetRelationships(), type) is { } relation
            ? Part(_package, PackUriHelper.ResolvePartUri(_workbook.Uri, relation.TargetUri))
            : null;

    // The usual and the strict standard name relations alike at their end.
    private static PackageRelationship? Relation(PackageRelationshipCollection relations, string type) =>
        relations.FirstOrDefault(r => r.TargetMode == TargetMode.Internal && r.RelationshipType.EndsWith(type, StringComparison.Ordinal));

    private static PackagePart? Part(Package package, Uri uri) => package.PartExists(uri) ? package.GetPart(uri) : null;

    private static Stream Open(PackagePart part) => part.GetStream(FileMode.Open, FileAccess.Read);
}
