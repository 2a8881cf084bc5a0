using System.Globalization;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Templates;

/// <summary>Reads the cells of a workbook as a filled-in template of one sheet.</summary>
internal sealed class TemplateReader
{
    private const int KeyWithin = 20; // rows
    private const int MostProblems = 100;
    private const int LongestLabel = 1_000; // characters

    private static readonly CultureInfo[] s_languages = [CultureInfo.GetCultureInfo("zh-CN"), CultureInfo.GetCultureInfo("en")];

    private readonly TemplateCells _cells;
    private readonly ILookup<int, KeyValuePair<CellPlace, TemplateCell>> _rows;
    private readonly SheetView _view;
    private readonly ReadBudget _budget;
    private readonly List<TemplateProblem> _problems = [];
    private readonly Dictionary<string, TemplateValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _revision;
    private int _problemsOmitted;

    private TemplateReader(TemplateCells cells, SheetView view, ReadBudget budget)
    {
        (_cells, _view, _budget) = (cells, view, budget);
        _rows = cells.Cells.ToLookup(c => c.Key.Row);
    }

    /// <exception cref="ReadBudgetSpentException">Reading it takes too much work.</exception>
    public static TemplateContent Read(TemplateCells cells, SheetView view, SheetTemplateNames names, ReadBudget budget)
    {
        var reader = new TemplateReader(cells, view, budget);
        if (reader.CheckKey(names))
            reader.ReadSections();
        return new(
            [.. view.Definition.Cells.Select(c => reader._values.GetValueOrDefault(c.Code)).OfType<TemplateValue>()],
            reader.AllProblems()
        );
    }

    private bool CheckKey(SheetTemplateNames names)
    {
        var places = Enumerable.Range(1, KeyWithin).Select(row => new CellPlace(row, TemplateLayout.CodeColumn)).ToList();
        var place = places.Find(p => TemplateKey.Read(_cells.Text(p)) is not null);
        if (TemplateKey.Read(_cells.Text(place)) is not { } key)
        {
            Add(places[1], "template.noKey");
            return false;
        }
        var own = TemplateKey.Of(_view);
        if (key.Form != own.Form)
            Add(place, "template.otherForm", names.Form(key.Form) ?? key.Form, _view.Definition.Name.ToString());
        else if (key.Unit != own.Unit)
            Add(place, "template.otherUnit", names.Unit(key.Unit) ?? key.Unit, _view.UnitName);
        else if (key.Month != own.Month)
            Add(place, "template.otherMonth", key.Month, own.Month);
        else if (key.Version != own.Version)
            Add(place, "template.otherVersion");
        _revision = key.Revision;
        return _problems.Count == 0;
    }

    private void ReadSections()
    {
        var rows = _cells
            .Cells.Keys.Where(p => p.Column == TemplateLayout.CodeColumn)
            .Order(Comparer<CellPlace>.Create((a, b) => a.Row.CompareTo(b.Row)))
            .ToList();
        FormSection? section = null;
        Dictionary<int, FormLine?> columns = [];
        foreach (var place in rows)
        {
            _budget.Check();
            var code = _cells.Text(place);
            if (code == TemplateLayout.HeadingMark)
                CheckHeadings(place.Row, columns);
            else if (code.StartsWith(TemplateLayout.SectionMark))
                (section, columns) = Begin(place, code[1..]);
            else if (section is not null)
                ReadRow(place, code, section, columns);
        }
        foreach (var cell in _view.Definition.Cells.Where(c => !_seen.Contains(c.Code)))
            Add(null, "template.cellMissing", cell.Name);
    }

    private (FormSection? Section, Dictionary<int, FormLine?> Columns) Begin(CellPlace place, string code)
    {
        if (_view.Definition.Sections.FirstOrDefault(s => s.Code == code) is not { } section)
        {
            Add(place, "template.unknownCode", code);
            return (null, []);
        }
        var columns = new Dictionary<int, FormLine?>();
        foreach (var (at, cell) in _rows[place.Row].Where(c => c.Key.Column > TemplateLayout.LabelColumn).OrderBy(c => c.Key.Column))
        {
            var name = cell.Text.Trim();
            var line = section.Columns.FirstOrDefault(c => c.Code == name);
            if (section.IsTable ? line is null || columns.ContainsValue(line) : name != TemplateLayout.ListColumn || columns.Count > 0)
                Add(at, "template.unknownCode", name);
            else
                columns[at.Column] = line;
        }
        return (section, columns);
    }

    // With a changed heading, the author means other numbers than the codes beneath.
    private void CheckHeadings(int row, Dictionary<int, FormLine?> columns)
    {
        foreach (var (column, line) in columns)
        {
            var place = new CellPlace(row, column);
            CheckWords(place, culture => line is null ? FormTexts.In(culture, "template.thisMonth") : TemplateLayout.Label(line, culture));
        }
    }

    private void CheckWords(CellPlace place, Func<CultureInfo, string> expected)
    {
        var words = _cells.Text(place);
        if (!s_languages.Any(l => Same(words, expected(l))))
            Add(place, "template.heading", words, expected(CultureInfo.CurrentUICulture));
    }

    // Bringing a long text to one form may take very long.
    private static bool Same(string a, string b) =>
        a.Length <= LongestLabel && string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) =>
        RecordText.IsStorable(text)
            ? string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)))
            : text;

    private void ReadRow(CellPlace place, string code, FormSection section, Dictionary<int, FormLine?> columns)
    {
        if (section.Rows.FirstOrDefault(r => r.Code == code) is not { } row)
        {
            Add(place, "template.unknownCode", code);
            return;
        }
        CheckWords(place with { Column = TemplateLayout.LabelColumn }, culture => TemplateLayout.Label(row, culture));
        foreach (var (column, line) in columns)
            ReadCell(place with { Column = column }, line is null ? row.Code : FormCell.CodeOf(row, line));
    }

    private void ReadCell(CellPlace place, string code)
    {
        if (!_seen.Add(code))
            Add(place, "template.twice");
        else if (_cells.MergedOver(place) is { } area)
            Add(place, "template.merged", $"{area.First}:{area.Last}");
        else if (_cells.Cells.TryGetValue(place, out var cell))
            ReadValue(place, _view.Definition.Find(code)!, cell);
    }

    private void ReadValue(CellPlace place, FormCell cell, TemplateCell found)
    {
        if (found.Kind == TemplateCellKind.Formula)
        {
            Add(place, "template.formula");
            return;
        }
        var problem =
            found.Kind == TemplateCellKind.Other ? "value.notNumber"
            : TraitRules.TryRead(cell.Traits, found.Text, out var value) is { } wrong ? wrong
            : Take(value);
        if (problem is not null)
            Add(
                new(
                    place.ToString(),
                    problem,
                    FormTexts.Say("template.at", place.ToString(), cell.Name, TraitRules.Message(problem, cell.Traits, Shown(found.Text)))
                )
            );

        string? Take(FigureValue read)
        {
            _values[cell.Code] = new(cell.Code, place.ToString(), read, _revision);
            return null;
        }
    }

    private static string Shown(string text)
    {
        var printable = new string([.. text.Take(40).Select(c => char.IsControl(c) ? '□' : c)]);
        return text.Length > 40 ? printable + "…" : printable;
    }

    private void Add(CellPlace? place, string code, params object[] arguments) =>
        Add(
            new(
                place?.ToString(),
                code,
                FormTexts.Say(code, [place?.ToString() ?? "", .. arguments.Select(a => a is string text ? Shown(text) : a)])
            )
        );

    private void Add(TemplateProblem problem)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(problem);
        else
            _problemsOmitted++;
    }

    private IReadOnlyList<TemplateProblem> AllProblems() =>
        _problemsOmitted == 0
            ? _problems
            : [.. _problems, new(Place: null, "template.more", FormTexts.Say("template.more", _problemsOmitted))];
}
