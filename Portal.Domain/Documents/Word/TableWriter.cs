using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Portal.Domain.Documents.Word;

/// <summary>Writes a table with its caption and notes: headings repeat on each page, no row breaks across two.</summary>
internal sealed class TableWriter
{
    // A table of at most so many rows stays on one page.
    private const int KeptTogether = 6;

    private readonly ReportTable _table;
    private readonly CultureInfo _culture;
    private readonly List<IReadOnlyList<string>> _rows;
    private readonly ColumnWidths _widths;

    /// <param name="table">The table.</param>
    /// <param name="width">In twentieths of a point.</param>
    /// <param name="culture">The language of the report.</param>
    public TableWriter(ReportTable table, int width, CultureInfo culture)
    {
        (_table, _culture) = (table, culture);
        _rows =
        [
            .. table.Rows.Select(row =>
                (IReadOnlyList<string>)[.. row.Cells.Select((cell, c) => ReportNumbers.Write(table.Columns[c], cell, culture))]
            ),
        ];
        _widths = ColumnWidths.Of([.. table.Columns.Select(c => c.Heading)], _rows, row => table.Rows[row].IsTotal, width);
    }

    public IEnumerable<OpenXmlElement> Write(int number)
    {
        yield return WordStyles.Paragraph(WordStyles.Caption, WordTexts.Caption(number, _table.Title, _culture));
        yield return WriteTable();
        for (var i = 0; i < _table.Notes.Count; i++)
            yield return WordStyles.Paragraph(WordStyles.Note, WordTexts.Note(i + 1, _table.Notes.Count, _table.Notes[i], _culture));
        // Two tables without a paragraph between them would become one.
        if (_table.Notes.Count == 0)
            yield return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Gap }));
    }

    private Table WriteTable()
    {
        var look = new TableProperties(
            new TableStyle { Val = WordStyles.Table },
            new TableWidth { Width = Twips(_widths.Columns.Sum()), Type = TableWidthUnitValues.Dxa },
            new TableJustification { Val = TableRowAlignmentValues.Center },
            new TableLayout { Type = TableLayoutValues.Fixed }
        );
        if (_widths.Padding != ColumnWidths.UsualPadding)
            look.Append(StyleSheet.Padding(_widths.Padding));
        var table = new Table(look, new TableGrid(_widths.Columns.Select(w => new GridColumn { Width = Twips(w) })), HeadingRow());
        table.Append(_rows.Select((row, i) => Row(row, _table.Rows[i].IsTotal)));
        if (_rows.Count <= KeptTogether)
            KeepTogether(table.Elements<TableRow>().SkipLast(1));
        if (_rows.Count == 0)
            table.Append(EmptyRow());
        return table;
    }

    private TableRow HeadingRow() =>
        new([
            new TableRowProperties(new CantSplit(), new TableHeader()),
            .. _table.Columns.Select(
                (column, c) =>
                    Cell(
                        HeadingLines.Break(column.Heading, _widths.Room(c)),
                        c,
                        WordStyles.CellHeading,
                        JustificationValues.Center,
                        bold: false,
                        shading: "EDEDED"
                    )
            ),
        ]);

    private TableRow Row(IReadOnlyList<string> cells, bool isTotal) =>
        new([
            new TableRowProperties(new CantSplit()),
            .. cells.Select(
                (text, c) =>
                    Cell(
                        text,
                        c,
                        WordStyles.Cell,
                        _table.Columns[c].Kind == ReportColumnKind.Text ? JustificationValues.Left : JustificationValues.Right,
                        isTotal
                    )
            ),
        ]);

    private TableRow EmptyRow()
    {
        var cell = Cell(WordTexts.Nothing(_culture), 0, WordStyles.Cell, JustificationValues.Center, bold: false);
        cell.TableCellProperties!.TableCellWidth!.Width = Twips(_widths.Columns.Sum());
        cell.TableCellProperties.GridSpan = new GridSpan { Val = _table.Columns.Count };
        return new(new TableRowProperties(new CantSplit()), cell);
    }

    private TableCell Cell(string text, int column, string style, JustificationValues justification, bool bold, string? shading = null)
    {
        var look = new TableCellProperties
        {
            TableCellWidth = new TableCellWidth { Width = Twips(_widths.Columns[column]), Type = TableWidthUnitValues.Dxa },
        };
        if (shading is not null)
            look.Shading = new Shading
            {
                Val = ShadingPatternValues.Clear,
                Color = "auto",
                Fill = shading,
            };
        look.TableCellVerticalAlignment = new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center };
        var paragraph = WordStyles.Paragraph(style, text);
        paragraph.ParagraphProperties!.Justification = new Justification { Val = justification };
        if (RunLook(bold) is { HasChildren: true } run)
            paragraph.GetFirstChild<Run>()!.RunProperties = run;
        return new(look, paragraph);
    }

    private RunProperties RunLook(bool bold)
    {
        var look = new RunProperties();
        if (bold)
            look.Bold = new Bold();
        // The style decides, unless the table would not fit.
        if (_widths.FontSize != ColumnWidths.UsualSize)
            look.FontSize = new FontSize { Val = Twips(_widths.FontSize) };
        return look;
    }

    private static void KeepTogether(IEnumerable<TableRow> rows)
    {
        foreach (var look in rows.SelectMany(r => r.Descendants<ParagraphProperties>()))
            look.KeepNext = new KeepNext();
    }

    private static string Twips(int value) => value.ToString(CultureInfo.InvariantCulture);
}
