using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Templates;

/// <summary>Writes a laid-out sheet as a workbook of one worksheet, protected except for the cells to fill in.</summary>
internal static class TemplateWriter
{
    private const int LabelWidth = 30;
    private const int NumberWidth = 13;
    private const int MostPrompt = 255; // what Excel shows beside a cell

    public static void Write(IReadOnlyList<TemplateRow> rows, string sheetName, Stream target)
    {
        using var document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = TemplateStyles.Make();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        sheet.Worksheet = Sheet(rows);
        workbook.Workbook = new Workbook(
            new BookViews(new WorkbookView()),
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet
                {
                    Name = sheetName,
                    SheetId = 1,
                    Id = workbook.GetIdOfPart(sheet),
                }
            ),
            new CalculationProperties { FullCalculationOnLoad = true }
        );
    }

    private static Worksheet Sheet(IReadOnlyList<TemplateRow> rows)
    {
        var sheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            View(rows),
            new SheetFormatProperties { DefaultRowHeight = 18, CustomHeight = true },
            Columns(rows),
            new SheetData(rows.Select((row, i) => ToRow(row, i + 1))),
            new SheetProtection
            {
                Sheet = true,
                Objects = true,
                Scenarios = true,
                FormatColumns = false,
                FormatRows = false,
            }
        );
        if (Validations(rows) is { Count.Value: > 0 } validations)
            sheet.Append(validations);
        sheet.Append(
            new PageMargins
            {
                Left = 0.4,
                Right = 0.4,
                Top = 0.5,
                Bottom = 0.5,
                Header = 0.3,
                Footer = 0.3,
            },
            new PageSetup
            {
                Orientation = OrientationValues.Landscape,
                PaperSize = 9,
                FitToWidth = 1,
                FitToHeight = 0,
            }
        );
        return sheet;
    }

    private static SheetViews View(IReadOnlyList<TemplateRow> rows)
    {
        var corner = new CellPlace(TemplateLayout.FrozenRows + 1, TemplateLayout.FirstColumn).ToString();
        var first = Inputs(rows).Select(i => i.Place.ToString()).FirstOrDefault(corner);
        var pane = new Pane
        {
            HorizontalSplit = TemplateLayout.LabelColumn,
            VerticalSplit = TemplateLayout.FrozenRows,
            TopLeftCell = corner,
            ActivePane = PaneValues.BottomRight,
            State = PaneStateValues.Frozen,
        };
        var selection = new Selection
        {
            Pane = PaneValues.BottomRight,
            ActiveCell = first,
            SequenceOfReferences = new ListValue<StringValue> { InnerText = first },
        };
        return new(new DocumentFormat.OpenXml.Spreadsheet.SheetView(pane, selection) { WorkbookViewId = 0, ShowGridLines = false });
    }

    private static Columns Columns(IReadOnlyList<TemplateRow> rows)
    {
        var last = rows.SelectMany(r => r.Slots).Max(s => s.Column);
        return new(
            new Column
            {
                Min = TemplateLayout.CodeColumn,
                Max = TemplateLayout.CodeColumn,
                Width = 4,
                Hidden = true,
                CustomWidth = true,
            },
            new Column
            {
                Min = TemplateLayout.LabelColumn,
                Max = TemplateLayout.LabelColumn,
                Width = LabelWidth,
                CustomWidth = true,
            },
            new Column
            {
                Min = TemplateLayout.FirstColumn,
                Max = (uint)last,
                Width = NumberWidth,
                CustomWidth = true,
            }
        );
    }

    private static Row ToRow(TemplateRow row, int number)
    {
        var isHeading = row.Slots.Any(s => s.Style == TemplateStyle.Heading);
        var written = new Row { RowIndex = (uint)number, Hidden = row.Hidden ? true : null };
        if (isHeading)
            (written.Height, written.CustomHeight) = (33, true);
        written.Append(row.Slots.Select(slot => ToCell(slot, new CellPlace(number, slot.Column))));
        return written;
    }

    private static Cell ToCell(TemplateSlot slot, CellPlace place)
    {
        var cell = new Cell { CellReference = place.ToString(), StyleIndex = TemplateStyles.Index(slot.Style, slot.Decimals) };
        if (slot.Formula is { } formula)
            cell.CellFormula = new CellFormula(formula);
        else if (slot.Value.Number is { } number)
            cell.CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture));
        else if ((slot.Value.NotApplicable ? FormTexts.Say("template.notApplicable") : slot.Text) is { Length: > 0 } text)
            SetText(cell, text);
        return cell;
    }

    // Inline texts never begin a formula, whatever their first character.
    private static void SetText(Cell cell, string text)
    {
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    }

    private static DataValidations Validations(IReadOnlyList<TemplateRow> rows)
    {
        // One rule for all cells with equal limits and explanation.
        var alike = Inputs(rows)
            .GroupBy(i => (i.Cell.Traits.Decimals, i.Cell.Traits.MayNotApply, Line: i.Cell.Column ?? i.Cell.Row))
            .ToList();
        return new(alike.Select(group => Validation(group.First().Cell, group.Select(i => i.Place).ToList())))
        {
            Count = (uint)alike.Count,
        };
    }

    private static DataValidation Validation(FormCell cell, List<CellPlace> places)
    {
        var first = places[0];
        var line = cell.Column ?? cell.Row;
        var whole = cell.Traits.Decimals == 0 ? $",{first}=INT({first})" : "";
        // Excel refuses a word compared as a number, so numbers and words are tested separately.
        var words = cell.Traits.MayNotApply ? $"OR({first}=\"{FormTexts.Say("template.notApplicable")}\",{first}=\"-\")" : "FALSE";
        return new DataValidation(new Formula1($"IF(ISNUMBER({first}),AND({first}>=0{whole}),{words})"))
        {
            Type = DataValidationValues.Custom,
            AllowBlank = true,
            ShowErrorMessage = true,
            ShowInputMessage = line.Help is not null,
            ErrorTitle = FormTexts.Say("template.wrongTitle"),
            Error = FormTexts.Say(cell.Traits.MayNotApply ? "template.wrongOrNotApplicable" : "template.wrong"),
            PromptTitle = Cut(line.Name.ToString(), 32),
            Prompt = line.Help is { } help ? Cut(help.ToString(), MostPrompt) : null,
            SequenceOfReferences = new ListValue<StringValue> { InnerText = Areas(places) },
        };
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    // A column of cells is one area: lists of single cells soon grow longer than programs read.
    private static string Areas(List<CellPlace> places)
    {
        var areas = new List<(CellPlace From, CellPlace To)>();
        foreach (var place in places)
        {
            if (areas.Count > 0 && areas[^1].To == place with { Row = place.Row - 1 })
                areas[^1] = (areas[^1].From, place);
            else
                areas.Add((place, place));
        }
        return string.Join(' ', areas.Select(a => a.From == a.To ? $"{a.From}" : $"{a.From}:{a.To}"));
    }

    private static IEnumerable<(CellPlace Place, FormCell Cell)> Inputs(IReadOnlyList<TemplateRow> rows) =>
        from row in rows.Select((row, i) => (row.Slots, Number: i + 1))
        from slot in row.Slots
        where slot.Input is not null
        select (new CellPlace(row.Number, slot.Column), slot.Input);
}
