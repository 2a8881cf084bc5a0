using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Fills in one worksheet: fields in its cells, and rows that repeat for the rows of a table.</summary>
internal sealed partial class SheetFiller
{
    private readonly Worksheet _sheet;
    private readonly string _name;
    private readonly ReportDocument _document;
    private readonly TemplateNames _names;
    private readonly TemplateTexts _texts;
    private readonly TemplateFormats _formats;
    private readonly TemplateFaults _faults;
    private readonly TemplateCopies _copies;
    private readonly Dictionary<int, ReportTable> _repeated = [];

    public SheetFiller(
        Worksheet sheet,
        string name,
        ReportDocument document,
        TemplateNames names,
        TemplateTexts texts,
        TemplateFormats formats,
        TemplateFaults faults,
        TemplateCopies copies
    )
    {
        (_sheet, _name, _document, _names) = (sheet, name, document, names);
        (_texts, _formats, _faults, _copies) = (texts, formats, faults, copies);
        SheetRegions.Number(sheet);
        SheetRegions.UnshareFormulas(sheet);
        foreach (var row in Rows)
            FindRepeated(row);
        Shift = new([.. _repeated.OrderBy(r => r.Key).Select(r => (r.Key, Math.Max(1, RowsOf(r.Value).Count)))]);
    }

    /// <summary>The new numbers of its rows.</summary>
    public RowShift Shift { get; }

    private List<Row> Rows => [.. _sheet.Elements<SheetData>().SelectMany(d => d.Elements<Row>())];

    public void Fill(FormulaShift formulas)
    {
        foreach (var row in Rows)
        {
            var number = (int)row.RowIndex!.Value;
            if (!_repeated.TryGetValue(number, out var table))
                FillRow(row, number, copy: 0, table: null, values: null, formulas);
            else
                Repeat(row, number, table, formulas);
        }
        new SheetRegions(_sheet, _name, formulas, Shift, _copies).Move(_repeated.Keys.ToHashSet());
        FillMargins();
    }

    private static List<ReportRow> RowsOf(ReportTable table) => [.. table.Rows.Where(r => !r.IsTotal)];

    private void FindRepeated(Row row)
    {
        _copies.Budget.Check();
        foreach (var (cell, tag) in row.Elements<Cell>().SelectMany(c => CellTag.Find(_texts.Of(c) ?? "").Select(t => (c, t))))
        {
            if (_names.TableOf(tag.Name) is not { } table)
                continue;
            var number = (int)row.RowIndex!.Value;
            if (_repeated.TryAdd(number, table) || _repeated[number].Code == table.Code)
                continue;
            Fault("row.twoTables", cell, tag.Text);
        }
    }

    private void Repeat(Row row, int number, ReportTable table, FormulaShift formulas)
    {
        var rows = RowsOf(table);
        _copies.Add((long)row.ChildElements.Count * Math.Max(1, rows.Count), $"{_name}!{number}");
        // Without rows to repeat for, one empty row stays, so that references to it stay valid.
        var copies = Enumerable
            .Range(0, Math.Max(1, rows.Count))
            .Select(i => (Row: (Row)row.CloneNode(deep: true), Values: rows.ElementAtOrDefault(i)))
            .ToList();
        for (var i = 0; i < copies.Count; i++)
        {
            row.InsertBeforeSelf(copies[i].Row);
            FillRow(copies[i].Row, number, i, table, copies[i].Values, formulas);
        }
        row.Remove();
    }

    private void FillRow(Row row, int number, int copy, ReportTable? table, ReportRow? values, FormulaShift formulas)
    {
        _copies.Budget.Check();
        var at = Shift.First(number) + copy;
        row.RowIndex = (uint)at;
        foreach (var cell in row.Elements<Cell>())
        {
            var before = CellPlace.Read(cell.CellReference!.Value)!.Value;
            if (_texts.Of(cell) is { } text && CellTag.MayContain(text))
                FillCell(cell, text, table, values, isFirst: copy == 0);
            cell.CellReference = (before with { Row = at }).ToString();
            if (cell.CellFormula is not { } formula)
                continue;
            formula.Text = formulas.Of(formula.Text, _name, number, copy);
            if (formula.Reference?.Value is { } area)
                formula.Reference = formulas.Of(area, _name, number, copy);
            // The stored result is that of the template; programs calculate it again.
            cell.CellValue = null;
            cell.DataType = null;
        }
    }

    private void FillCell(Cell cell, string text, ReportTable? table, ReportRow? values, bool isFirst)
    {
        if (isFirst && CellTag.Unclosed(text) is { } unclosed)
            Fault("field.unclosed", cell, unclosed);
        var tags = CellTag.Find(text);
        if (tags is [var only] && only.Text == text.Trim() && SingleValue(only, table, values) is { } alone)
        {
            if (alone.Number is { } number)
            {
                TemplateTexts.Set(cell, number);
                _formats.Set(cell, alone.Format);
            }
            else
            {
                SetText(cell, alone.Text);
            }
            return;
        }
        SetText(cell, CellTag.Replace(text, tag => TextOf(tag, table, values) ?? Unknown(tag, cell, isFirst)));
    }

    private void SetText(Cell cell, string text)
    {
        TemplateTexts.Set(cell, text);
        if (CellTexts.MayBeFormula(text))
            _formats.Quote(cell);
    }

    // A cell with nothing but one name keeps a number as a number.
    private (decimal? Number, string Format, string Text)? SingleValue(CellTag tag, ReportTable? table, ReportRow? values)
    {
        if (_names.Field(tag.Name) is { } field)
        {
            return
                Count().IsMatch(field) && decimal.TryParse(field, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count)
                ? (count, "#,##0", field)
                : (null, "", field);
        }
        if (CellOf(tag, table, values) is not var (column, cell))
            return null;
        return (TableCells.Value(column, cell), CellFormatting.FormatOf(column.Kind, column.Decimals), Formatted(column, cell));
    }

    private string? TextOf(CellTag tag, ReportTable? table, ReportRow? values) =>
        _names.Field(tag.Name) ?? (CellOf(tag, table, values) is var (column, cell) ? Formatted(column, cell) : null);

    private (ReportColumn Column, ReportCell Cell)? CellOf(CellTag tag, ReportTable? table, ReportRow? values) =>
        _names.Cell(tag.Name, _names.TableOf(tag.Name)?.Code == table?.Code ? values : null);

    private string Formatted(ReportColumn column, ReportCell cell) => ReportNumbers.Write(column, cell, _document.Culture);

    // Unknown names stay as they are, so that the reader of the file sees them too.
    private string Unknown(CellTag tag, Cell cell, bool isFirst)
    {
        if (tag.IsOptional)
            return "";
        if (isFirst)
            Fault(_names.HasTable(tag.Name) ? "column.unknown" : "field.unknown", cell, tag.Text);
        return tag.Text;
    }

    private void FillMargins()
    {
        foreach (
            var text in _sheet
                .Descendants<HeaderFooter>()
                .SelectMany(h => h.ChildElements)
                .OfType<DocumentFormat.OpenXml.OpenXmlLeafTextElement>()
        )
        {
            text.Text = CellTag.Replace(
                text.Text,
                tag =>
                {
                    if (_names.Field(tag.Name) is { } field)
                        return CellTexts.Legal(field).Replace("&", "&&", StringComparison.Ordinal);
                    if (!tag.IsOptional)
                        _faults.Add("field.unknown", _name, tag.Text);
                    return tag.IsOptional ? "" : tag.Text;
                }
            );
        }
    }

    private void Fault(string code, Cell cell, string text) => _faults.Add(code, $"{_name}!{cell.CellReference?.Value}", text);

    [GeneratedRegex("^[0-9]{1,3}(,[0-9]{3})*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Count();
}
