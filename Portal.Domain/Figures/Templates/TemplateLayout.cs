using System.Globalization;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Templates;

internal enum TemplateStyle
{
    Plain,
    Title,
    Note,
    Section,
    Heading,
    Label,
    Input,
    Reference,
    Total,
    Help,
}

/// <param name="Decimals">Of a number or an input.</param>
/// <param name="Input">The form's cell to be entered here; null elsewhere.</param>
internal sealed record TemplateSlot(
    int Column,
    TemplateStyle Style,
    string? Text = null,
    FigureValue Value = default,
    int Decimals = 0,
    string? Formula = null,
    FormCell? Input = null
);

internal sealed record TemplateRow(IReadOnlyList<TemplateSlot> Slots, bool Hidden = false);

/// <summary>
/// Lays a sheet out on a worksheet: codes in a hidden column, labels, what was reported before, and the cells to fill in.
/// </summary>
/// <remarks>
/// The first column and the rows beginning with <see cref="SectionMark"/> are for the portal, so that it can read a template
/// with its rows in any order, saved by any program.
/// </remarks>
internal sealed class TemplateLayout
{
    public const char SectionMark = '#';
    public const string HeadingMark = "#heading";
    public const string ListColumn = "value";

    public const int CodeColumn = 1;
    public const int LabelColumn = 2;
    public const int FirstColumn = 3;

    private readonly SheetView _view;
    private readonly List<TemplateRow> _rows = [];

    private TemplateLayout(SheetView view) => _view = view;

    /// <summary>The rows from the first on.</summary>
    public static IReadOnlyList<TemplateRow> Of(SheetView view)
    {
        var layout = new TemplateLayout(view);
        layout.AddTop();
        foreach (var section in view.Definition.Sections)
            layout.AddSection(section);
        return layout._rows;
    }

    /// <summary>The number of rows that stay visible when scrolling.</summary>
    public static int FrozenRows => 4;

    /// <summary>The label of a column or row: the name and, if it has one, the unit.</summary>
    public static string Label(FormLine line, CultureInfo culture) =>
        line.Traits?.Unit?.In(culture) is { Length: > 0 } unit
            ? FormTexts.In(culture, "template.labelWithUnit", line.Name.In(culture), unit)
            : line.Name.In(culture);

    private static string Label(FormLine line) => Label(line, CultureInfo.CurrentUICulture);

    private void AddTop()
    {
        Add(new TemplateSlot(LabelColumn, TemplateStyle.Title, _view.Definition.Name.ToString()));
        Add(
            Code(TemplateKey.Of(_view).ToString()),
            new TemplateSlot(
                LabelColumn,
                TemplateStyle.Plain,
                FormTexts.Say("template.for", _view.UnitName, _view.Key.Month, _view.Deadline.Day)
            )
        );
        Add(new TemplateSlot(LabelColumn, TemplateStyle.Note, FormTexts.Say("template.how")));
        Add();
    }

    private void AddSection(FormSection section)
    {
        Add(new TemplateSlot(LabelColumn, TemplateStyle.Section, section.Name.ToString()));
        if (section.IsTable)
            AddTable(section);
        else
            AddList(section);
        Add();
    }

    private void AddList(FormSection section)
    {
        const int input = FirstColumn + 2;
        AddHidden(Code(SectionMark + section.Code), Code(ListColumn, input));
        Add(
            Code(HeadingMark),
            Heading(LabelColumn, "template.indicator"),
            Heading(FirstColumn, "template.lastYear"),
            Heading(FirstColumn + 1, "template.lastMonth"),
            Heading(input, "template.thisMonth"),
            Heading(input + 1, "template.help")
        );
        foreach (var cell in section.Cells)
        {
            Add(
                Code(cell.Row.Code),
                Labelled(LabelColumn, Label(cell.Row)),
                Before(FirstColumn, cell, _view.LastYear),
                Before(FirstColumn + 1, cell, _view.LastMonth),
                Input(input, cell),
                new TemplateSlot(input + 1, TemplateStyle.Help, cell.Row.Help?.ToString())
            );
        }
    }

    private void AddTable(FormSection section)
    {
        var width = section.Columns.Count;
        AddHidden([Code(SectionMark + section.Code), .. section.Columns.Select((c, i) => Code(c.Code, FirstColumn + i))]);
        Add([
            Code(HeadingMark),
            Heading(LabelColumn, "template.indicator"),
            .. section.Columns.Select((c, i) => Labelled(FirstColumn + i, Label(c), TemplateStyle.Heading)),
            .. section.Columns.SelectMany((c, i) => BeforeHeadings(c, FirstColumn + width + i, width)),
            Heading(FirstColumn + (3 * width), "template.help"),
        ]);
        var first = _rows.Count + 1;
        foreach (var row in section.Cells.GroupBy(c => c.Row.Code, StringComparer.Ordinal))
            AddRow([.. row], width);
        if (section.SumsColumns)
            AddTotals(section, first);
    }

    private void AddRow(List<FormCell> cells, int width) =>
        Add([
            Code(cells[0].Row.Code),
            Labelled(LabelColumn, Label(cells[0].Row)),
            .. cells.Select((cell, i) => Input(FirstColumn + i, cell)),
            .. cells.Select((cell, i) => Before(FirstColumn + width + i, cell, _view.LastMonth)),
            .. cells.Select((cell, i) => Before(FirstColumn + (2 * width) + i, cell, _view.LastYear)),
            new TemplateSlot(FirstColumn + (3 * width), TemplateStyle.Help, cells[0].Row.Help?.ToString()),
        ]);

    private void AddTotals(FormSection section, int first)
    {
        var last = _rows.Count;
        Add([
            Labelled(LabelColumn, FormTexts.Say("template.total"), TemplateStyle.Total),
            .. section.Columns.Select(
                (column, i) =>
                    new TemplateSlot(
                        FirstColumn + i,
                        TemplateStyle.Total,
                        Decimals: column.Traits!.Decimals,
                        Formula: $"SUM({new CellPlace(first, FirstColumn + i)}:{new CellPlace(last, FirstColumn + i)})"
                    )
            ),
        ]);
    }

    private static IEnumerable<TemplateSlot> BeforeHeadings(FormLine column, int place, int width) =>
        [
            Labelled(place, FormTexts.Say("template.lastMonthOf", column.Name), TemplateStyle.Heading),
            Labelled(place + width, FormTexts.Say("template.lastYearOf", column.Name), TemplateStyle.Heading),
        ];

    private static TemplateSlot Before(int column, FormCell cell, IReadOnlyDictionary<string, FigureValue> values) =>
        new(column, TemplateStyle.Reference, Value: values.GetValueOrDefault(cell.Code), Decimals: cell.Traits.Decimals);

    private TemplateSlot Input(int column, FormCell cell) =>
        new(
            column,
            TemplateStyle.Input,
            Value: _view.Cells.GetValueOrDefault(cell.Code)?.Value ?? default,
            Decimals: cell.Traits.Decimals,
            Input: cell
        );

    private static TemplateSlot Code(string code, int column = CodeColumn) => new(column, TemplateStyle.Note, code);

    private static TemplateSlot Heading(int column, string key) => new(column, TemplateStyle.Heading, FormTexts.Say(key));

    private static TemplateSlot Labelled(int column, string text, TemplateStyle style = TemplateStyle.Label) => new(column, style, text);

    private void Add(params IReadOnlyList<TemplateSlot> slots) => _rows.Add(new(slots));

    private void AddHidden(params IReadOnlyList<TemplateSlot> slots) => _rows.Add(new([.. slots.OrderBy(s => s.Column)], Hidden: true));
}
