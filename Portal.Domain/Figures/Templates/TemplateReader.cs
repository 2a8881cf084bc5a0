using System.Globalization;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Templates;

/// <summary>Understands the cells of a workbook as a filled-in template of one sheet.</summary>
internal sealed class TemplateReader
{
    private const int KeyWithin = 20; // rows
    private const int MostProblems = 100;

    private static readonly CultureInfo[] s_languages = [CultureInfo.GetCultureInfo("zh-CN"), CultureInfo.GetCultureInfo("en")];

    private readonly TemplateCells _cells;
    private readonly SheetView _view;
    private readonly List<TemplateProblem> _problems = [];
    private readonly Dictionary<string, TemplateValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _revision;

    private TemplateReader(TemplateCells cells, SheetView view) => (_cells, _view) = (cells, view);

    public static TemplateContent Read(TemplateCells cells, SheetView view, SheetTemplateNames names)
    {
        var reader = new TemplateReader(cells, view);
        if (reader.CheckKey(names))
            reader.ReadSections();
        return new(
            [.. view.Definition.Cells.Select(c => reader._values.GetValueOrDefault(c.Code)).OfType<TemplateValue>()],
            reader._problems
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
            var code = _cells.Text(place);
            if (code == TemplateLayout.HeadingMark)
                CheckHeadings(place.Row, columns);
            else if (code.StartsWith(TemplateLayout.SectionMark))
                (section, columns) = Begin(place, code[1..]);
            else if (section is not null)
                ReadRow(place, code, section, columns);
        }
        foreach (var cell in _view.Definition.Cells.Where(c => !_seen.Contains(c.Code)).Take(MostProblems))
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
        foreach (
            var (at, cell) in _cells
                .Cells.Where(c => c.Key.Row == place.Row && c.Key.Column > TemplateLayout.LabelColumn)
                .OrderBy(c => c.Key.Column)
        )
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

    // Whoever moves the words over the columns means other numbers than the codes beneath say.
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

    private static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

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
    }
}
