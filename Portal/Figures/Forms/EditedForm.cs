using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;

namespace Portal.Figures.Forms;

/// <summary>A form while the office edits it: every part can change, and be invalid.</summary>
public sealed class EditedForm
{
    public string Code { get; set; } = "";

    /// <summary>The form is stored already: its code stays.</summary>
    public bool Exists { get; init; }

    public UnitKinds Kinds { get; set; } = UnitKinds.Community;

    public RecordStream? Stream { get; set; }

    public DateOnly FromMonth { get; set; }

    public DateOnly? LastMonth { get; set; }

    public int DeadlineWorkday { get; set; } = FigureForm.UsualDeadline;

    public EditedText Name { get; set; } = new();

    public List<EditedSection> Sections { get; } = [];

    public List<EditedCheck> Checks { get; } = [];

    /// <summary>The form in its present state, for preview or saving.</summary>
    public FormDraft ToDraft() => new(Code.Trim(), Kinds, Stream, FromMonth, LastMonth, DeadlineWorkday, ToDefinition());

    public FormDefinition ToDefinition() =>
        new(Name.ToText(), [.. Sections.Select(s => s.ToSection())], [.. Checks.Select(c => c.ToCheck())]);

    /// <summary>A form without sections.</summary>
    public static EditedForm New(DateOnly fromMonth)
    {
        var form = new EditedForm { FromMonth = fromMonth };
        form.Sections.Add(new() { Code = "main", Rows = { new() } });
        return form;
    }

    /// <param name="form">The stored form.</param>
    /// <param name="fromMonth">The first month of the new version.</param>
    public static EditedForm Of(FormInUse form, DateOnly fromMonth)
    {
        var definition = form.At(fromMonth).Definition;
        var edited = new EditedForm
        {
            Exists = true,
            Code = form.Code,
            Kinds = form.Kinds,
            Stream = form.Stream,
            FromMonth = fromMonth,
            LastMonth = form.LastMonth,
            DeadlineWorkday = form.DeadlineWorkday,
            Name = EditedText.Of(definition.Name),
        };
        edited.Sections.AddRange(definition.Sections.Select(EditedSection.Of));
        edited.Checks.AddRange(definition.Checks.Select(EditedCheck.Of));
        return edited;
    }
}

/// <summary>A text in both languages.</summary>
public sealed class EditedText
{
    public string Zh { get; set; } = "";

    public string En { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Zh) && string.IsNullOrWhiteSpace(En);

    public LocalText ToText() => new(Zh.Trim(), En.Trim());

    /// <summary>Null when neither language has a text.</summary>
    public LocalText? ToOptional() => IsEmpty ? null : ToText();

    public static EditedText Of(LocalText? text) => new() { Zh = text?.Zh ?? "", En = text?.En ?? "" };
}

/// <summary>A section being edited.</summary>
public sealed class EditedSection
{
    public string Code { get; set; } = "";

    public EditedText Name { get; set; } = new();

    public bool SumsRows { get; set; }

    public bool SumsColumns { get; set; }

    public List<EditedLine> Rows { get; init; } = [];

    public List<EditedLine> Columns { get; init; } = [];

    public bool IsTable => Columns.Count > 0;

    public FormSection ToSection() =>
        new(Code.Trim(), Name.ToText(), [.. Rows.Select(r => r.ToLine(!IsTable))], [.. Columns.Select(c => c.ToLine(entered: true))])
        {
            SumsRows = IsTable && SumsRows,
            SumsColumns = IsTable && SumsColumns,
        };

    public static EditedSection Of(FormSection section) =>
        new()
        {
            Code = section.Code,
            Name = EditedText.Of(section.Name),
            SumsRows = section.SumsRows,
            SumsColumns = section.SumsColumns,
            Rows = [.. section.Rows.Select(EditedLine.Of)],
            Columns = [.. section.Columns.Select(EditedLine.Of)],
        };
}

/// <summary>A row or column being edited.</summary>
public sealed class EditedLine
{
    public string Code { get; set; } = "";

    public EditedText Name { get; set; } = new();

    public EditedText Help { get; set; } = new();

    public EditedText Unit { get; set; } = new();

    public int Decimals { get; set; }

    public bool Required { get; set; } = true;

    public bool MayNotApply { get; set; }

    public FigureMeasure? Measure { get; set; }

    /// <param name="entered">Numbers are entered in this line; otherwise the settings of entry are left out.</param>
    public FormLine ToLine(bool entered) =>
        new(Code.Trim(), Name.ToText())
        {
            Help = Help.ToOptional(),
            Traits = entered
                ? new()
                {
                    Unit = Unit.ToOptional(),
                    Decimals = Decimals,
                    Required = Required,
                    MayNotApply = MayNotApply,
                    Measure = Measure,
                }
                : null,
        };

    public static EditedLine Of(FormLine line) =>
        new()
        {
            Code = line.Code,
            Name = EditedText.Of(line.Name),
            Help = EditedText.Of(line.Help),
            Unit = EditedText.Of(line.Traits?.Unit),
            Decimals = line.Traits?.Decimals ?? 0,
            Required = line.Traits?.Required ?? true,
            MayNotApply = line.Traits?.MayNotApply ?? false,
            Measure = line.Traits?.Measure,
        };
}

/// <summary>A check being edited.</summary>
public sealed class EditedCheck
{
    public string Code { get; set; } = "";

    public string Rule { get; set; } = "";

    public CheckSeverity Severity { get; set; }

    public string Each { get; set; } = "";

    public EditedText Message { get; set; } = new();

    public FormCheck ToCheck() =>
        new(Code.Trim(), Rule)
        {
            Severity = Severity,
            Each = Each.Length > 0 ? Each : null,
            Message = Message.ToOptional(),
        };

    public static EditedCheck Of(FormCheck check) =>
        new()
        {
            Code = check.Code,
            Rule = check.Rule,
            Severity = check.Severity,
            Each = check.Each ?? "",
            Message = EditedText.Of(check.Message),
        };
}
