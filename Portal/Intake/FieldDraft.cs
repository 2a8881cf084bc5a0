using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake;

/// <summary>The kind of a field's source.</summary>
public enum SourceKind
{
    None,
    Column,
    Template,
    Constant,
}

/// <summary>One field of a mapping in the editor.</summary>
public sealed class FieldDraft(RecordField field)
{
    public RecordField Field { get; } = field;

    public SourceKind Kind { get; set; }

    /// <summary>The column, the template or the constant, by <see cref="Kind"/>.</summary>
    public string Text { get; set; } = "";

    public string Blank { get; set; } = "";

    /// <summary>The file's values, each with the portal's; an empty value means blank.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary><see cref="FieldMapping.Otherwise"/> of the loaded profile; the editor does not change it.</summary>
    public string? Otherwise { get; set; }

    /// <summary><see cref="FieldMapping.Columns"/> of the loaded profile; the editor does not change it.</summary>
    public IReadOnlyList<string>? Columns { get; private set; }

    /// <summary>The valid values of the field; null when any text is valid.</summary>
    public IReadOnlyList<string>? Codes { get; } =
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.Codes,
            RecordField.Outcome => ValueSpellings.Outcomes.Codes,
            RecordField.Satisfaction => ValueSpellings.Grades.Codes,
            RecordField.ServiceMode => ValueSpellings.ServiceModes.Codes,
            RecordField.AppealSource => ValueSpellings.AppealSources.Codes,
            RecordField.Source
            or RecordField.CaseNo
            or RecordField.UnitCode
            or RecordField.ItemCode
            or RecordField.AcceptedAt
            or RecordField.ClosedAt
            or RecordField.DueAt
            or RecordField.Suspensions
            or RecordField.ExtensionDays
            or RecordField.FirstReplyAt
            or RecordField.UpdatedAt
            or RecordField.UnitName
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName => null,
        };

    /// <summary>The names of <see cref="Codes"/> in the user's language, in the same order.</summary>
    public IReadOnlyList<string>? Names { get; } =
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.Names,
            RecordField.Outcome => ValueSpellings.Outcomes.Names,
            RecordField.Satisfaction => ValueSpellings.Grades.Names,
            RecordField.ServiceMode => ValueSpellings.ServiceModes.Names,
            RecordField.AppealSource => ValueSpellings.AppealSources.Names,
            RecordField.Source
            or RecordField.CaseNo
            or RecordField.UnitCode
            or RecordField.ItemCode
            or RecordField.AcceptedAt
            or RecordField.ClosedAt
            or RecordField.DueAt
            or RecordField.Suspensions
            or RecordField.ExtensionDays
            or RecordField.FirstReplyAt
            or RecordField.UpdatedAt
            or RecordField.UnitName
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName => null,
        };

    private bool KeepsColumns => Columns is { Count: > 0 } columns && columns[0] == Text;

    public void Load(FieldMapping mapping)
    {
        (Kind, Text) = mapping switch
        {
            { Column: { } column } => (SourceKind.Column, column),
            { Columns: { Count: > 0 } columns } => (SourceKind.Column, columns[0]),
            { Template: { } template } => (SourceKind.Template, template),
            _ => (SourceKind.Constant, mapping.Constant ?? ""),
        };
        Columns = mapping.Columns;
        (Blank, Otherwise) = (mapping.Blank ?? "", mapping.Otherwise);
        Values.Clear();
        foreach (var (theirs, ours) in mapping.Values ?? new Dictionary<string, string>())
            Values[theirs] = ours;
    }

    /// <summary>Null when the field has no source.</summary>
    public FieldMapping? ToMapping() =>
        Kind == SourceKind.None || Text.Length == 0
            ? null
            : new FieldMapping
            {
                Column = Kind == SourceKind.Column && !KeepsColumns ? Text : null,
                Columns = Kind == SourceKind.Column && KeepsColumns ? Columns : null,
                Template = Kind == SourceKind.Template ? Text : null,
                Constant = Kind == SourceKind.Constant ? Text : null,
                Blank = Blank.Length == 0 ? null : Blank,
                Values = Values.Count == 0 ? null : new Dictionary<string, string>(Values, StringComparer.OrdinalIgnoreCase),
                Otherwise = Otherwise,
            };
}
