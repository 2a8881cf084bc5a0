using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Reads the first sheet of a workbook from outside, row after row; memory grows with its texts, not with its rows.</summary>
/// <remarks>
/// The Open XML SDK reads, behind <see cref="WorkbookGuard"/>. ExcelDataReader was measured and left: it passes over errors, formulas and
/// workbooks of the strict standard in silence (docs/dependencies.md).
/// </remarks>
internal sealed class WorkbookReader : IDisposable
{
    private const int CellsBetweenChecks = 256;

    private readonly WorkbookPackage _package;
    private readonly OpenXmlReader? _sheet;
    private readonly List<string> _texts;
    private readonly NumberFormats _formats;
    private readonly WorkbookLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly List<WorkbookCell> _cells = [];
    private readonly List<(CellPlace First, CellPlace Last)> _merged = [];
    private long _elements;
    private int _count;
    private int _characters;
    private CellPlace _place = new(0, 0);

    private WorkbookReader(WorkbookPackage package, WorkbookLimits limits, CancellationToken cancellation)
    {
        (_package, _limits, _cancellation) = (package, limits, cancellation);
        _texts = package.SharedTexts is { } shared ? Use(shared, r => WorkbookTexts.ReadShared(r, limits, cancellation)) : [];
        _formats = package.Looks is { } looks ? Use(looks, NumberFormats.Read) : new();
        _sheet = package.FirstSheet is { } sheet ? package.Read(sheet) : null;
    }

    /// <summary>The number of the present row, from 1.</summary>
    public int Row => _place.Row;

    /// <summary>The cells of the present row that have a content, as they are stored: most programs store them by column.</summary>
    public IReadOnlyList<WorkbookCell> Cells => _cells;

    /// <summary>Cells made one, by the first and the last of each; all of them once the last row is read.</summary>
    public IReadOnlyList<(CellPlace First, CellPlace Last)> Merged => _merged;

    /// <param name="content">Seekable; read from its beginning and left open.</param>
    /// <exception cref="WorkbookRefusedException">It is damaged, no workbook, or more than the limits allow.</exception>
    public static async Task<WorkbookReader> OpenAsync(Stream content, WorkbookLimits limits, CancellationToken cancellation)
    {
        await WorkbookGuard.CheckAsync(content, limits.Package, cancellation);
        WorkbookPackage? package = null;
        try
        {
            package = WorkbookPackage.Open(content, cancellation);
            return new(package, limits, cancellation);
        }
        catch (Exception broken)
        {
            package?.Dispose();
            if (IsBroken(broken))
                throw new WorkbookRefusedException(WorkbookFault.Broken, place: null, broken);
            throw;
        }
    }

    /// <summary>Goes to the next row with a content.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="WorkbookRefusedException">What follows is damaged, or more than the limits allow.</exception>
    public bool Read()
    {
        try
        {
            return _sheet is not null && ReadRow(_sheet);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new WorkbookRefusedException(WorkbookFault.Broken, _place.Row == 0 ? null : _place, broken);
        }
    }

    public void Dispose()
    {
        _sheet?.Dispose();
        _package.Dispose();
    }

    // What a damaged part makes the SDK and the platform throw.
    private static bool IsBroken(Exception thrown) =>
        thrown
            is MarkupRefusedException
                or XmlException
                or InvalidDataException
                or FileFormatException
                or FormatException
                or OverflowException
                or ArgumentException
                or InvalidOperationException;

    private T Use<T>(System.IO.Packaging.PackagePart part, Func<OpenXmlReader, T> read)
    {
        using var reader = _package.Read(part);
        return read(reader);
    }

    private bool ReadRow(OpenXmlReader sheet)
    {
        _cells.Clear();
        _characters = 0;
        while (sheet.Read())
        {
            if (sheet.IsStartElement)
                ReadElement(sheet);
            // An element without a content ends where it begins.
            if (_cells.Count > 0 && sheet.IsEndElement && sheet.ElementType == typeof(Row))
                return true;
        }
        return false;
    }

    private void ReadElement(OpenXmlReader sheet)
    {
        Count();
        if (sheet.ElementType == typeof(Row))
            BeginRow(sheet);
        else if (sheet.ElementType == typeof(Cell))
            ReadCell(sheet);
        else if (sheet.ElementType == typeof(MergeCell))
            AddMerged(sheet);
    }

    // Empty cells may be written out one by one: a million of them say nothing and take long.
    private void Count()
    {
        if (++_elements > _limits.Elements)
            throw TooMany();
        if (_elements % CellsBetweenChecks == 0)
            _cancellation.ThrowIfCancellationRequested();
    }

    private void BeginRow(OpenXmlReader sheet)
    {
        var said = Attribute(sheet, "r");
        var row = said is null ? _place.Row + 1 : int.Parse(said, NumberStyles.None, CultureInfo.InvariantCulture);
        if (row is < 1 or > CellPlace.LastRow)
            throw new FormatException("No row has this number.");
        _place = new(row, 0);
    }

    private void ReadCell(OpenXmlReader sheet)
    {
        var (type, look) = ("n", -1);
        // Cells without a place follow the one before.
        var column = _place.Column + 1;
        foreach (var attribute in sheet.Attributes)
        {
            if (attribute.LocalName == "r")
                column = CellPlace.Read(attribute.Value)?.Column ?? throw new FormatException("No cell has this place.");
            else if (attribute.LocalName == "t")
                type = attribute.Value ?? "n";
            else if (attribute.LocalName == "s")
                look = int.Parse(attribute.Value ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
        }
        if (column > CellPlace.LastColumn)
            throw TooMany();
        _place = _place with { Column = column };
        var (text, isFormula) = ReadContent(sheet);
        if (text.Length > 0 || isFormula)
            Add(ToCell(type, text, look) with { IsFormula = isFormula });
    }

    private (string Text, bool IsFormula) ReadContent(OpenXmlReader sheet)
    {
        var (text, isFormula) = ("", false);
        while (!(sheet.IsEndElement && sheet.ElementType == typeof(Cell)) && sheet.Read())
        {
            if (!sheet.IsStartElement)
                continue;
            Count();
            if (sheet.ElementType == typeof(CellValue))
                text = sheet.GetText();
            else if (sheet.ElementType == typeof(InlineString))
                text = WorkbookTexts.Read(sheet);
            else if (sheet.ElementType == typeof(CellFormula))
                isFormula = true;
        }
        return (text, isFormula);
    }

    private WorkbookCell ToCell(string type, string text, int look) =>
        type switch
        {
            "s" => new(
                _place.Column,
                _texts[int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)],
                WorkbookCellKind.Text,
                false
            ),
            "inlineStr" => new(_place.Column, text, WorkbookCellKind.Text, false),
            "str" => new(_place.Column, WorkbookTexts.Decoded(text), WorkbookCellKind.Text, false),
            "b" => new(_place.Column, text is "1" or "true" ? "true" : "false", WorkbookCellKind.Truth, false),
            "e" => new(_place.Column, text, WorkbookCellKind.Error, false),
            "d" => new(_place.Column, text, WorkbookCellKind.Date, false),
            _ => ToNumber(text, look),
        };

    private WorkbookCell ToNumber(string text, int look) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new(_place.Column, AsShown(text, number), WorkbookCellKind.Number, false)
            {
                Date = _formats.IsDate(look) ? ToDate(number) : null,
            }
            : new(_place.Column, text, WorkbookCellKind.Text, false);

    // Programs calculate in binary and write 12.300000000000001: fifteen digits are what they show and mean.
    private static string AsShown(string text, double number) =>
        double.IsFinite(number) && Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : text;

    private DateTime? ToDate(double number)
    {
        const double LastDay = 2_958_465; // 9999-12-31
        const int From1904 = 1_462; // days
        var days = _package.CountsFrom1904 ? number + From1904 : number;
        if (!(days >= 0 && days <= LastDay))
            return null;
        // Days are kept as fractions: a thousandth of a second is all that is true in them.
        return DateTime.FromOADate(days);
    }

    private void Add(WorkbookCell cell)
    {
        if (!cell.IsFormula && string.IsNullOrWhiteSpace(cell.Text))
            return;
        _characters += cell.Text.Length;
        if (++_count > _limits.Cells)
            throw TooMany();
        if (_characters > _limits.RowCharacters)
            throw new WorkbookRefusedException(WorkbookFault.RowTooLong, _place);
        _cells.Add(cell);
    }

    private void AddMerged(OpenXmlReader sheet)
    {
        var parts = (Attribute(sheet, "ref") ?? "").Split(':');
        if (CellPlace.Read(parts[0]) is not { } first || CellPlace.Read(parts[^1]) is not { } last)
            throw new FormatException("Merged cells have no place.");
        if (_merged.Count >= _limits.MergedAreas)
            throw TooMany();
        _merged.Add((first, last));
    }

    private static string? Attribute(OpenXmlReader sheet, string name)
    {
        foreach (var attribute in sheet.Attributes)
        {
            if (attribute.LocalName == name)
                return attribute.Value;
        }
        return null;
    }

    private WorkbookRefusedException TooMany() => new(WorkbookFault.TooManyCells, _place);
}
