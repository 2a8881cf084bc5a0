using Portal.Domain.Documents.Charts;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Excel;

/// <summary>The worksheet of one section: its tables one below another, each with its charts.</summary>
internal sealed class SectionSheet
{
    private const int TopRows = 3; // heading, period, blank
    private const double TitleHeight = 22;

    // A table of at most so many rows stays on one page; a longer one begins with some rows under its heading.
    private const int KeptTogether = 12;
    private const int FirstRows = 3;

    private readonly ReportDocument _document;
    private readonly ReportSection _section;
    private readonly List<SheetPart> _parts = [];
    private readonly double[] _widths;
    private readonly int _hidden;

    private SectionSheet(ReportDocument document, ReportSection section, string name)
    {
        (_document, _section, Name) = (document, section, name);
        _widths = Widths();
        _hidden = Place();
    }

    public string Name { get; }

    /// <summary>The tables with the places of their cells, for formulas and charts.</summary>
    public IEnumerable<PlacedTable> Tables => _parts.OfType<TablePart>().Select(p => p.Placed);

    /// <summary>The charts and the rows where they begin, from 1.</summary>
    public IEnumerable<(ReportChart Chart, int Row)> Charts => _parts.OfType<ChartPart>().Select(p => (p.Chart, p.Row));

    /// <summary>Null when the section needs no worksheet of its own.</summary>
    public static SectionSheet? Of(ReportDocument document, ReportSection section, SheetNames names) =>
        section.Blocks.Any(b => b is ReportTable or ReportChart) ? new(document, section, names.MakeUnique(section.Heading)) : null;

    /// <summary>The rows that are repeated on each printed page: a table's heading where there is only one.</summary>
    public (int First, int Last) TitleRows => Single is { } only ? (only.HeadingRow, only.HeadingRow) : (1, TopRows - 1);

    /// <summary>The area with filters; null for several tables, or too few rows to need one.</summary>
    public string? Filter
    {
        get
        {
            const int WorthIt = 8;
            if (Single is not { } only)
                return null;
            var rows = only.Table.Rows.TakeWhile(r => !r.IsTotal).Count();
            return rows >= WorthIt && rows >= only.Table.Rows.Count - 1
                ? $"{only.Heading(0)}:{only.Cell(rows - 1, only.Table.Columns.Count - 1)}"
                : null;
        }
    }

    public byte[] Write(StyleTable styles, string footer, string? drawing)
    {
        var columns = _widths
            .Select(w => new SheetColumn(w))
            .Concat(Enumerable.Repeat(new SheetColumn(8, IsHidden: true), _hidden))
            .ToList();
        // A frozen heading over another table would name the wrong columns.
        var setup = new SheetSetup(columns, FrozenRows: Single?.HeadingRow ?? (TopRows - 1), FrozenColumns: Single is null ? 0 : 1);
        using var sheet = new SheetWriter(setup, styles);
        WriteLine(sheet, _section.Heading, CellStyle.Title, 26);
        WriteLine(sheet, $"{_document.Period}　{_document.State}", CellStyle.Note);
        var pages = new PageEnds(sheet, setup.PageHeight);
        foreach (var part in _parts)
        {
            if (part is TablePart { Placed: var placed })
                Write(sheet, placed, pages);
            else if (part is ChartPart { Chart: var chart, Row: var row })
            {
                sheet.Skip(row - 1 - sheet.Row);
                pages.EnsureFits(ChartSize.Of(chart, _document).Rows * SheetWriter.RowHeight);
            }
        }
        sheet.End(new(Filter, footer, drawing, pages.Rows));
        return sheet.ToBytes();
    }

    private PlacedTable? Single => _parts.OfType<TablePart>().Take(2).ToList() is [var only] ? only.Placed : null;

    private void Write(SheetWriter sheet, PlacedTable placed, PageEnds pages)
    {
        var headed = placed.Table with
        {
            Columns = [.. placed.Table.Columns.Select(c => c with { Heading = HeadingLines.BeforeBracket(c.Heading) })],
        };
        var heights = placed.Table.Rows.Select(row => TableCells.Height(placed.Table, row, _widths) ?? SheetWriter.RowHeight).ToList();
        sheet.Skip(placed.HeadingRow - 2 - sheet.Row);
        pages.EnsureFits(
            TitleHeight
                + TableCells.HeadingHeight(headed, _widths)
                + heights.Take(heights.Count > KeptTogether ? FirstRows : KeptTogether).Sum()
        );
        WriteLine(sheet, placed.Table.Title, CellStyle.Subtitle, TitleHeight);
        TableCells.WriteHeading(sheet, headed, _widths, () => WriteNames(sheet, placed));
        for (var row = 0; row < placed.Table.Rows.Count; row++)
        {
            pages.EnsureFits(heights[row]);
            WriteRow(sheet, placed, row);
        }
        if (placed.Table.Rows.Count == 0)
            WriteLine(sheet, ExcelTexts.In(_document.Culture, "table.empty"), CellStyle.Note);
        foreach (var line in Notes(placed.Table))
            WriteLine(sheet, line, CellStyle.Note);
    }

    private void WriteRow(SheetWriter sheet, PlacedTable placed, int number)
    {
        var (table, row) = (placed.Table, placed.Table.Rows[number]);
        sheet.BeginRow(TableCells.Height(table, row, _widths));
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var (definition, cell) = (table.Columns[column], row.Cells[column]);
            if (TableFormulas.Of(placed, number, column) is { } formula)
                sheet.Formula(column + 1, formula, cell.Number, ReportNumbers.NoValue, TableCells.Formatting(definition, row.IsTotal));
            else
                TableCells.WriteCell(sheet, column + 1, definition, cell, row.IsTotal, _document.Culture);
        }
        foreach (var (column, drawn) in placed.Drawn.OrderBy(d => d.Value))
        {
            if (!row.IsTotal && TableCells.Value(table.Columns[column], row.Cells[column]) is { } value)
                sheet.Formula(
                    drawn + 1,
                    placed.Cell(number, column).ToString(),
                    value,
                    "",
                    TableCells.Formatting(table.Columns[column], isTotal: false)
                );
        }
        foreach (var (chart, column) in LinesOf(placed))
        {
            var formatting = TableCells.Formatting(table.Columns[table.IndexOf(chart.Series[0])], isTotal: false);
            if (!row.IsTotal)
                sheet.Number(
                    column + 1,
                    chart.Reference!.Value * ChartFormats.Scale(table.Columns[table.IndexOf(chart.Series[0])]),
                    formatting
                );
        }
        sheet.EndRow();
    }

    // The name of the reference line in the legend.
    private void WriteNames(SheetWriter sheet, PlacedTable placed)
    {
        foreach (var (chart, column) in LinesOf(placed))
        {
            sheet.Text(
                column + 1,
                ChartFormats.ReferenceName(
                    placed.Table.Columns[placed.Table.IndexOf(chart.Series[0])],
                    chart.Reference!.Value,
                    _document.Culture
                ),
                new(CellStyle.Plain)
            );
        }
    }

    private IEnumerable<(ReportChart Chart, int Column)> LinesOf(PlacedTable placed) =>
        placed.Lines.OrderBy(l => l.Value).Select(l => (_document.Charts.First(c => c.Code == l.Key), l.Value));

    private static void WriteLine(SheetWriter sheet, string text, CellStyle style, double? height = null)
    {
        sheet.BeginRow(height);
        sheet.Text(1, text, new(style));
        sheet.EndRow();
    }

    private double[] Widths()
    {
        var widths = new List<double>();
        foreach (var table in _section.Blocks.OfType<ReportTable>())
        {
            var own = TextWidths.Of(table, table.Rows, _document.Culture);
            for (var i = 0; i < own.Count; i++)
            {
                if (i == widths.Count)
                    widths.Add(own[i]);
                else
                    widths[i] = Math.Max(widths[i], own[i]);
            }
        }
        return [.. widths];
    }

    // Returns the number of hidden columns.
    private int Place()
    {
        var row = TopRows + 1;
        var hidden = 0;
        foreach (var block in _section.Blocks)
        {
            if (block is ReportTable table)
            {
                var drawn = DrawnOf(table);
                var placed = new PlacedTable(
                    table,
                    Name,
                    row + 1,
                    drawn,
                    ChartsWithLine(table)
                        .Select((c, i) => (c.Code, At: _widths.Length + drawn.Count + i))
                        .ToDictionary(l => l.Code, l => l.At, StringComparer.Ordinal)
                );
                hidden = Math.Max(hidden, placed.Drawn.Count + placed.Lines.Count);
                _parts.Add(new TablePart(placed));
                row += 3 + Math.Max(1, table.Rows.Count) + Notes(table).Count;
            }
            else if (block is ReportChart chart && IsDrawn(chart))
            {
                _parts.Add(new ChartPart(chart, row));
                row += ChartSize.Of(chart, _document).Rows + 1;
            }
        }
        return hidden;
    }

    private bool IsDrawn(ReportChart chart) => _document.Table(chart.Table).Rows.Any(r => !r.IsTotal);

    private Dictionary<int, int> DrawnOf(ReportTable table) =>
        _document
            .Charts.Where(c => c.Table == table.Code)
            .SelectMany(c => c.Series)
            .Distinct(StringComparer.Ordinal)
            .Select(table.IndexOf)
            .Where(column => table.Rows.Any(r => !r.IsTotal && r.Cells[column].Number is null))
            .Select((column, i) => (column, At: _widths.Length + i))
            .ToDictionary(d => d.column, d => d.At);

    private IEnumerable<ReportChart> ChartsWithLine(ReportTable table) =>
        _document.Charts.Where(c => c.Table == table.Code && c.Reference is not null).DistinctBy(c => c.Code, StringComparer.Ordinal);

    // Long remarks would not fit on the page.
    private List<string> Notes(ReportTable table) =>
        [.. table.Notes.SelectMany(note => TextWidths.Wrapped(note, Math.Max(60, _widths.Sum())))];

    private abstract record SheetPart;

    private sealed record TablePart(PlacedTable Placed) : SheetPart;

    private sealed record ChartPart(ReportChart Chart, int Row) : SheetPart;
}
