using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;
using Drawn = DocumentFormat.OpenXml.Drawing.Charts;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Fills in an office's own workbook: its formulas, formats and charts stay, and grow with repeated rows.</summary>
internal static partial class WorkbookFiller
{
    /// <returns>The parts that could not be filled in, in the order of the worksheets.</returns>
    /// <exception cref="PackageRefusedException">
    /// It is no workbook, refers to something outside itself, or repeats more than a workbook can hold.
    /// </exception>
    /// <exception cref="ReadBudgetSpentException">Filling it in takes too much work.</exception>
    public static IReadOnlyList<TemplateFault> Fill(ReportDocument document, Stream package, ReadBudget budget)
    {
        using var opened = SpreadsheetDocument.Open(package, isEditable: true);
        if (opened.WorkbookPart is not { Workbook.Sheets: { } sheets } workbook)
            throw new PackageRefusedException("file.unreadable");
        CheckParts(workbook, budget);
        if (opened.DocumentType == SpreadsheetDocumentType.Template)
            opened.ChangeDocumentType(SpreadsheetDocumentType.Workbook);
        var (faults, copies) = (new TemplateFaults(), new TemplateCopies(budget));
        var names = new TemplateNames(document);
        var (texts, formats) = (new TemplateTexts(workbook), new TemplateFormats(workbook.WorkbookStylesPart?.Stylesheet));
        var fillers = new List<(string Name, SheetFiller Filler)>();
        foreach (var sheet in sheets.Elements<Sheet>())
        {
            if (
                sheet is not { Id.Value: { } id, Name.Value: { } name }
                || workbook.GetPartById(id) is not WorksheetPart { Worksheet: { } content }
            )
                continue;
            fillers.Add((name, new(content, name, document, names, texts, formats, faults, copies)));
        }
        var formulas = new FormulaShift(fillers.ToDictionary(f => f.Name, f => f.Filler.Shift, StringComparer.OrdinalIgnoreCase));
        foreach (var (_, filler) in fillers)
            filler.Fill(formulas);
        MoveNames(workbook, formulas);
        foreach (var chart in Charts(workbook))
            Redraw(chart, formulas);
        Recalculate(workbook);
        return faults.All();
    }

    private static void CheckParts(WorkbookPart workbook, ReadBudget budget)
    {
        if (workbook.ExternalWorkbookParts.Any() || workbook.ConnectionsPart is not null)
            throw new PackageRefusedException("file.external", workbook.ConnectionsPart is null ? "externalLinks" : "connections");
        if (
            workbook.MacroSheetParts.Any()
            || workbook.InternationalMacroSheetParts.Any()
            || workbook.DialogsheetParts.Any()
            || workbook.VbaProjectPart is not null
        )
            throw new PackageRefusedException("file.macros");
        foreach (
            var text in workbook
                .WorksheetParts.SelectMany(p => p.Worksheet?.Descendants<CellFormula>() ?? [])
                .Select(f => f.Text)
                .Concat(workbook.Workbook?.DefinedNames?.Elements<DefinedName>().Select(n => n.Text) ?? [])
        )
        {
            budget.Check();
            if (OutsideFunctions().Match(text) is { Success: true } found)
                throw new PackageRefusedException("file.external", found.Value.TrimEnd('('));
        }
    }

    private static void MoveNames(WorkbookPart workbook, FormulaShift formulas)
    {
        foreach (var name in workbook.Workbook!.DefinedNames?.Elements<DefinedName>() ?? [])
            name.Text = formulas.OfArea(name.Text, sheet: "");
    }

    private static IEnumerable<ChartPart> Charts(WorkbookPart workbook) =>
        workbook
            .WorksheetParts.Select(p => p.DrawingsPart)
            .Concat(workbook.ChartsheetParts.Select(p => p.DrawingsPart))
            .OfType<DrawingsPart>()
            .SelectMany(d => d.ChartParts);

    // A chart's cached values are those of the template: programs read the cells again.
    private static void Redraw(ChartPart chart, FormulaShift formulas)
    {
        if (chart.ChartSpace is not { } space)
            return;
        foreach (var formula in space.Descendants<Drawn.Formula>())
            formula.Text = formulas.OfArea(formula.Text, sheet: "");
        foreach (
            var kept in space
                .Descendants()
                .Where(e => e is Drawn.NumberingCache or Drawn.StringCache or Drawn.MultiLevelStringCache)
                .ToList()
        )
            kept.Remove();
    }

    private static void Recalculate(WorkbookPart workbook)
    {
        if (workbook.CalculationChainPart is { } chain)
            workbook.DeletePart(chain);
        var calculation = workbook.Workbook!.CalculationProperties ??= new CalculationProperties();
        calculation.FullCalculationOnLoad = true;
    }

    // Functions that fetch data or start a program.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}_])(WEBSERVICE|RTD|CALL|REGISTER\.ID|REGISTER|EXEC|IMAGE|STOCKHISTORY|DDE)\s*\(",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1_000
    )]
    private static partial Regex OutsideFunctions();
}
