using Portal.Domain.Intake.Profiles;

namespace Portal.Intake.Fields;

/// <summary>Where one field of a mapping comes from, in the editor.</summary>
public abstract class SourceDraft
{
    /// <summary>The field's name in the contract.</summary>
    public abstract string Name { get; }

    /// <summary>Its name in the reader's language.</summary>
    public abstract string Label { get; }

    /// <summary>The valid values of the field; null when any text is valid.</summary>
    public abstract IReadOnlyList<string>? Codes { get; }

    /// <summary>The names of <see cref="Codes"/> in the reader's language, in the same order.</summary>
    public abstract IReadOnlyList<string>? Names { get; }

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
