using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Frame = DocumentFormat.OpenXml.Drawing.Spreadsheet;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>
/// Moves the regions of a worksheet: merged cells, formats, checks, links, filters, breaks, charts and pictures.
/// </summary>
internal sealed class SheetRegions(Worksheet sheet, string name, FormulaShift formulas, RowShift shift, TemplateCopies copies)
{
    /// <param name="repeated">The numbers of the rows that repeat, in the template.</param>
    public void Move(IReadOnlySet<int> repeated)
    {
        sheet.SheetDimension?.Remove();
        MoveMerged(repeated);
        foreach (var format in sheet.Descendants<ConditionalFormatting>())
        {
            copies.Budget.Check();
            Set(format.SequenceOfReferences, value => format.SequenceOfReferences = value);
            foreach (var formula in format.Descendants<Formula>())
                formula.Text = formulas.OfArea(formula.Text, name);
        }
        foreach (var check in sheet.Descendants<DataValidation>())
        {
            copies.Budget.Check();
            Set(check.SequenceOfReferences, value => check.SequenceOfReferences = value);
            if (check.Formula1 is { } first)
                first.Text = formulas.OfArea(first.Text, name);
            if (check.Formula2 is { } second)
                second.Text = formulas.OfArea(second.Text, name);
        }
        foreach (var link in sheet.Descendants<Hyperlink>().Where(l => l.Reference is not null))
            link.Reference = formulas.OfArea(link.Reference!.Value!, name);
        foreach (var filter in sheet.Elements<AutoFilter>().Where(f => f.Reference is not null))
            filter.Reference = formulas.OfArea(filter.Reference!.Value!, name);
        foreach (var page in sheet.Elements<RowBreaks>().SelectMany(b => b.Elements<Break>()).Where(b => b.Id is not null))
            page.Id = (uint)shift.Last((int)page.Id!.Value);
        foreach (var table in sheet.WorksheetPart!.TableDefinitionParts.Select(p => p.Table).OfType<Table>())
            Move(table);
        if (sheet.WorksheetPart.DrawingsPart?.WorksheetDrawing is { } drawing)
            Move(drawing);
    }

    /// <summary>Numbers the rows and cells without a place: they follow the ones before.</summary>
    public static void Number(Worksheet sheet)
    {
        var row = 0;
        foreach (var line in sheet.Elements<SheetData>().SelectMany(d => d.Elements<Row>()))
        {
            row = (int)(line.RowIndex?.Value ?? (uint)row + 1);
            line.RowIndex = (uint)row;
            var column = 0;
            foreach (var cell in line.Elements<Cell>())
            {
                var place = CellPlace.Read(cell.CellReference?.Value) ?? new CellPlace(row, column + 1);
                if (place.Row != row)
                    throw new InvalidDataException("A cell stands in another row than it says.");
                column = place.Column;
                cell.CellReference = place.ToString();
            }
        }
    }

    /// <summary>Gives each cell its own formula in place of a shared one.</summary>
    public static void UnshareFormulas(Worksheet sheet)
    {
        var masters = new Dictionary<uint, (CellPlace Place, string Text)>();
        foreach (var cell in sheet.Descendants<Cell>())
        {
            if (
                cell.CellFormula is not { FormulaType.Value: var type } formula
                || type != CellFormulaValues.Shared
                || formula.SharedIndex is not { } index
            )
                continue;
            var place = CellPlace.Read(cell.CellReference!.Value)!.Value;
            if (formula.Text.Length > 0)
                masters[index.Value] = (place, formula.Text);
            if (!masters.TryGetValue(index.Value, out var master))
                throw new InvalidDataException("A shared formula is missing.");
            cell.CellFormula = new CellFormula(
                FormulaShift.Moved(master.Text, place.Row - master.Place.Row, place.Column - master.Place.Column)
            );
        }
    }

    private void MoveMerged(IReadOnlySet<int> repeated)
    {
        foreach (var merged in sheet.Descendants<MergeCell>().Where(m => m.Reference is not null).ToList())
        {
            copies.Budget.Check();
            var ends = merged.Reference!.Value!.Split(':').Select(p => CellPlace.Read(p)).ToList();
            if (ends is not [{ } first, { } last])
                continue;
            if (first.Row == last.Row && repeated.Contains(first.Row))
            {
                copies.Add(shift.Last(first.Row) - shift.First(first.Row) + 1, $"{name}!{merged.Reference.Value}");
                // Each copy has its own.
                for (var row = shift.First(first.Row); row <= shift.Last(first.Row); row++)
                    merged.InsertBeforeSelf(new MergeCell { Reference = $"{first with { Row = row }}:{last with { Row = row }}" });
                merged.Remove();
            }
            else
            {
                merged.Reference = formulas.OfArea(merged.Reference.Value!, name);
            }
        }
        foreach (var all in sheet.Elements<MergeCells>())
            all.Count = (uint)all.Elements<MergeCell>().Count();
    }

    private void Set(ListValue<StringValue>? areas, Action<ListValue<StringValue>> set)
    {
        if (areas?.InnerText is { Length: > 0 } text)
            set(new ListValue<StringValue> { InnerText = formulas.OfAreas(text, name) });
    }

    private void Move(Table table)
    {
        if (table.Reference?.Value is { } area)
            table.Reference = formulas.OfArea(area, name);
        if (table.AutoFilter?.Reference?.Value is { } filtered)
            table.AutoFilter.Reference = formulas.OfArea(filtered, name);
    }

    // Counted from 0. A shape that begins below a repeated row moves down; one beside it keeps its size.
    private void Move(Frame.WorksheetDrawing drawing)
    {
        foreach (var anchor in drawing.ChildElements)
        {
            if (anchor.GetFirstChild<Frame.FromMarker>()?.RowId is not { } from)
                continue;
            var first = int.Parse(from.Text, CultureInfo.InvariantCulture) + 1;
            var moved = shift.First(first) - first;
            from.Text = (first - 1 + moved).ToString(CultureInfo.InvariantCulture);
            if (anchor.GetFirstChild<Frame.ToMarker>()?.RowId is { } to)
                to.Text = (int.Parse(to.Text, CultureInfo.InvariantCulture) + moved).ToString(CultureInfo.InvariantCulture);
        }
    }
}
