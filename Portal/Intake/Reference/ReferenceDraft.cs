using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;
using Portal.Intake.Fields;

namespace Portal.Intake.Reference;

/// <summary>A mapping of units, items or days in the editor.</summary>
public sealed class ReferenceDraft
{
    // What the editor does not show is kept.
    private readonly ReferenceMapping _loaded;

    public ReferenceDraft(ReferenceKind kind, ReferenceMapping mapping, IReadOnlyList<string> columns)
    {
        (Columns, _loaded) = (columns, mapping);
        var ours = ReferenceColumns.Of(kind);
        Fields = [.. ours.All.Select(column => new ReferenceFieldDraft(column))];
        foreach (var (name, source) in mapping.Fields)
            Fields[ours.Find(name)].Load(source);
        (Formats, WholeYears) = (SemicolonList.Join(mapping.DateFormats), mapping.WholeYears);
    }

    /// <summary>The heading of the file.</summary>
    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<ReferenceFieldDraft> Fields { get; }

    /// <summary>Formats of dates, separated by semicolons.</summary>
    public string Formats { get; set; }

    /// <inheritdoc cref="ReferenceMapping.WholeYears"/>
    public bool WholeYears { get; set; }

    /// <summary>Columns that no field uses: they are ignored, and the page lists them.</summary>
    public IReadOnlyList<string> Unused => DraftColumns.Unused(Columns, Fields);

    public ReferenceMapping ToMapping() =>
        _loaded with
        {
            DateFormats = SemicolonList.Parse(Formats),
            WholeYears = WholeYears,
            Fields = Fields
                .Select(f => (f.Name, Mapping: f.ToMapping()))
                .Where(f => f.Mapping is not null)
                .ToDictionary(f => f.Name, f => f.Mapping!),
            Ignore = _loaded.Ignore.Contains(FieldColumns.AllOthers) ? [.. Unused, FieldColumns.AllOthers] : Unused,
        };
}
