using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Intake;

/// <summary>Where a field comes from.</summary>
public enum SourceKind
{
    None,
    Column,
    Template,
    Constant,
}

/// <summary>One field of a mapping while somebody edits it.</summary>
public sealed class FieldDraft(RecordField field)
{
    public RecordField Field { get; } = field;

    public SourceKind Kind { get; set; }

    /// <summary>The column, the template or the value, by <see cref="Kind"/>.</summary>
    public string Text { get; set; } = "";

    public string Blank { get; set; } = "";

    /// <summary>Their values and ours; an empty one of ours means as it is.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Kept from a loaded profile.</summary>
    public string? Otherwise { get; set; }

    /// <summary>The values the field can have; null when any text will do.</summary>
    public IReadOnlyList<string>? Codes { get; } =
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.Codes,
            RecordField.Outcome => ValueSpellings.Outcomes.Codes,
            RecordField.Satisfaction => ValueSpellings.Grades.Codes,
            RecordField.ServiceMode => ValueSpellings.ServiceModes.Codes,
            RecordField.AppealSource => ValueSpellings.AppealSources.Codes,
            _ => null,
        };

    /// <summary>What the reader calls them, in the same order.</summary>
    public IReadOnlyList<string>? Names { get; } =
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.Names,
            RecordField.Outcome => ValueSpellings.Outcomes.Names,
            RecordField.Satisfaction => ValueSpellings.Grades.Names,
            RecordField.ServiceMode => ValueSpellings.ServiceModes.Names,
            RecordField.AppealSource => ValueSpellings.AppealSources.Names,
            _ => null,
        };

    public void Take(FieldMapping mapping)
    {
        (Kind, Text) = mapping switch
        {
            { Column: { } column } => (SourceKind.Column, column),
            { Template: { } template } => (SourceKind.Template, template),
            _ => (SourceKind.Constant, mapping.Constant ?? ""),
        };
        (Blank, Otherwise) = (mapping.Blank ?? "", mapping.Otherwise);
        Values.Clear();
        foreach (var (theirs, ours) in mapping.Values ?? new Dictionary<string, string>())
            Values[theirs] = ours;
    }

    /// <summary>Null when the field comes from nothing.</summary>
    public FieldMapping? ToMapping() =>
        Kind == SourceKind.None || Text.Length == 0
            ? null
            : new FieldMapping
            {
                Column = Kind == SourceKind.Column ? Text : null,
                Template = Kind == SourceKind.Template ? Text : null,
                Constant = Kind == SourceKind.Constant ? Text : null,
                Blank = Blank.Length == 0 ? null : Blank,
                Values = Values.Count == 0 ? null : new Dictionary<string, string>(Values, StringComparer.OrdinalIgnoreCase),
                Otherwise = Otherwise,
            };
}
