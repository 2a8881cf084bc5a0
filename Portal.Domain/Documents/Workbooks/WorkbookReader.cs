using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Reads a sheet of a workbook from outside, row by row; memory grows with its texts, not with its rows.</summary>
/// <remarks>
/// The Open XML SDK reads, behind <see cref="WorkbookGuard"/>. ExcelDataReader was measured and rejected: it skips errors, formulas and
/// workbooks of the strict standard silently (docs/dependencies.md).
/// </remarks>
internal sealed class WorkbookReader : IDisposable
{
    private const int ElementsBetweenChecks = 256;

    private readonly WorkbookPackage _package;
    private readonly bool _ownsPackage;
    private OpenXmlReader? _sheet;
    private readonly List<string> _texts;
    private readonly NumberFormats _formats;
    private readonly WorkbookLimits _limits;
    private readonly ReadBudget _budget;
    private readonly List<WorkbookCell> _cells = [];
    private readonly List<(CellPlace First, CellPlace Last)> _merged = [];
    private long _elements;
    private long _count;
    private int _characters;
    private long _allCharacters;
    private CellPlace _place = new(0, 0);

    private WorkbookReader(WorkbookPackage package, WorkbookLimits limits, ReadBudget budget)
    {
        (_package, _limits, _budget) = (package, limits, budget);
        _texts = package.SharedTexts is { } shared ? Use(shared, r => WorkbookTexts.ReadShared(r, limits, budget)) : [];
        _formats = package.Styles is { } styles ? Use(styles, r => NumberFormats.Read(r, budget)) : new();
        _ownsPackage = true;
    }

    private WorkbookReader(WorkbookReader opened)
    {
        (_package, _limits, _budget) = (opened._package, opened._limits, opened._budget);
        (_texts, _formats) = (opened._texts, opened._formats);
    }

    public IReadOnlyList<WorkbookSheet> Sheets => _package.Sheets;

    public bool CountsFrom1904 => _package.CountsFrom1904;

    /// <summary>The number of the present row, from 1.</summary>
    public int Row => _place.Row;

    /// <summary>The cells of the present row that have a content, as they are stored: most programs store them by column.</summary>
    public IReadOnlyList<WorkbookCell> Cells => _cells;

    /// <summary>Merged areas, by the first and the last cell of each; known before the first row is read.</summary>
    public IReadOnlyList<(CellPlace First, CellPlace Last)> Merged => _merged;

    /// <summary>Opens the workbook at its first sheet.</summary>
    /// <param name="content">Seekable; read from its beginning and left open.</param>
    /// <param name="budget">Bounds the work of opening and of reading every row.</param>
    /// <exception cref="WorkbookRefusedException">It is damaged, no workbook, or beyond the limits.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<WorkbookReader> OpenAsync(Stream content, WorkbookLimits limits, ReadBudget budget)
    {
        var reader = await OpenWorkbookAsync(content, limits, budget);
        try
        {
            if (reader.Sheets.Count > 0)
                reader.Select(reader.Sheets[0]);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Opens the workbook at no sheet: <see cref="Select"/> one before reading.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<WorkbookReader> OpenWorkbookAsync(Stream content, WorkbookLimits limits, ReadBudget budget)
    {
        await WorkbookGuard.CheckAsync(content, limits, budget);
        WorkbookPackage? package = null;
        try
        {
            package = WorkbookPackage.Open(content, limits, budget);
            return new(package, limits, budget);
        }
        catch (Exception thrown)
        {
            package?.Dispose();
            if (Refusal(thrown) is { } refusal)
                throw new WorkbookRefusedException(refusal.Fault, thrown) { Place = refusal.Place };
            throw;
        }
    }

    /// <summary>Moves before the first row of the sheet. Once for a reader.</summary>
    /// <exception cref="WorkbookRefusedException">The sheet is damaged, or beyond the limits.</exception>
    public void Select(WorkbookSheet sheet)
    {
        try
        {
            _sheet = _package.Read(sheet.Part, long.MaxValue, AddMerged); // its elements are counted while it is read
        }
        catch (Exception thrown) when (Refusal(thrown) is { } refusal)
        {
            throw new WorkbookRefusedException(refusal.Fault, thrown) { Place = refusal.Place };
        }
    }

    /// <summary>A reader of another sheet of the same workbook, to be disposed before this one.</summary>
    /// <inheritdoc cref="Select"/>
    public WorkbookReader Another(WorkbookSheet sheet)
    {
        var another = new WorkbookReader(this);
        another.Select(sheet);
        return another;
    }

    /// <summary>Moves to the next row with a content.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="WorkbookRefusedException">The rest is damaged, or beyond the limits.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public bool Read()
    {
        try
        {
            return _sheet is not null && ReadRow(_sheet);
        }
        catch (Exception thrown) when (Refusal(thrown) is { } refusal)
        {
            throw new WorkbookRefusedException(refusal.Fault, thrown) { Cell = _place.Row == 0 ? null : _place };
        }
    }

    public void Dispose()
    {
        _sheet?.Dispose();
        if (_ownsPackage)
            _package.Dispose();
    }

    private static WorkbookRefusedException? Refusal(Exception thrown) =>
        WorkbookGuard.Refusal(thrown) ?? (IsBroken(thrown) ? new(WorkbookFault.Broken, thrown) : null);

    // The exceptions that the SDK and the platform throw for a damaged part.
    private static bool IsBroken(Exception thrown) =>
        thrown
            is FileFormatException
                or FormatException
                or OverflowException
                or ArgumentException
                or InvalidOperationException
                or RegexMatchTimeoutException;

    private T Use<T>(System.IO.Packaging.PackagePart part, Func<OpenXmlReader, T> read)
    {
        using var reader = _package.Read(part, _limits.Elements);
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
    }

    // Empty cells may be written one by one: a million of them have no content and take long.
    private void Count()
    {
        if (++_elements > _limits.Elements)
            throw TooMany();
        if (_elements % ElementsBetweenChecks == 0)
            _budget.Check();
    }

    private void BeginRow(OpenXmlReader sheet)
    {
        var number = Attribute(sheet, "r");
        var row = number is null ? _place.Row + 1 : int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
        if (row is < 1 or > CellPlace.LastRow)
            throw new WorkbookRefusedException(WorkbookFault.OutsideSheet) { Cell = _place };
        _place = new(row, 0);
    }

    private void ReadCell(OpenXmlReader sheet)
    {
        var (type, style) = ("n", -1);
        // Cells without a place follow the one before.
        var column = _place.Column + 1;
        foreach (var attribute in sheet.Attributes)
        {
            if (attribute.LocalName == "r")
                column = CellPlace.Read(attribute.Value)?.Column ?? throw new FormatException("No cell has this place.");
            else if (attribute.LocalName == "t")
                type = attribute.Value ?? "n";
            else if (attribute.LocalName == "s")
                style = int.Parse(attribute.Value ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
        }
        if (column > CellPlace.LastColumn)
            throw new WorkbookRefusedException(WorkbookFault.OutsideSheet) { Cell = _place };
        _place = _place with { Column = column };
        var (text, isFormula) = ReadContent(sheet);
        if (text.Length > 0 || isFormula)
            Add(ToCell(type, text, style) with { IsFormula = isFormula });
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
                text = WorkbookTexts.Read(sheet, _budget);
            else if (sheet.ElementType == typeof(CellFormula))
                isFormula = true;
        }
        return (text, isFormula);
    }

    private WorkbookCell ToCell(string type, string text, int style) =>
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
            _ => ToNumber(text, style),
        };

    private WorkbookCell ToNumber(string text, int style) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new(_place.Column, WorkbookNumbers.ToText(text, number), WorkbookCellKind.Number, false)
            {
                Date = _formats.IsDate(style) ? WorkbookNumbers.ToDate(number, _package.CountsFrom1904) : null,
                Digits = DigitsOf(number, _formats.Of(style)),
            }
            : new(_place.Column, text, WorkbookCellKind.Text, false);

    private static string? DigitsOf(double number, NumberStyle style)
    {
        const double MostDigits = 1e15;
        if (style.IsDate || style.HasExponent || !(number >= 0 && number < MostDigits) || Math.Floor(number) != number)
            return null;
        var digits = ((long)number).ToString(CultureInfo.InvariantCulture);
        return style.Pattern is { } pattern ? ShownDigits.Show(digits, pattern) : digits;
    }

    private void Add(WorkbookCell cell)
    {
        if (!cell.IsFormula && string.IsNullOrWhiteSpace(cell.Text))
            return;
        _characters += cell.Text.Length;
        _allCharacters += cell.Text.Length;
        // Cells may give the same place again and again.
        if (++_count > _limits.Cells || _allCharacters > _limits.Characters || _cells.Count >= CellPlace.LastColumn)
            throw TooMany();
        if (_characters > _limits.RowCharacters)
            throw new WorkbookRefusedException(WorkbookFault.RowTooLong) { Cell = _place };
        _cells.Add(cell);
    }

    private void AddMerged(string area)
    {
        var parts = area.Split(':', 3);
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

    private WorkbookRefusedException TooMany() => new(WorkbookFault.TooManyCells) { Cell = _place };
}
