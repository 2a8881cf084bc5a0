using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Intake.Fields;

namespace Portal.Intake;

/// <summary>A mapping in the editor.</summary>
public sealed class MappingDraft
{
    public MappingDraft(RecordStream stream, ProfileMapping mapping, IReadOnlyList<string> columns)
    {
        (Columns, _loaded) = (columns, mapping);
        Fields =
        [
            .. RecordFields
                .Of(stream)
                .Append(RecordField.UnitName)
                .Append(RecordField.ItemName)
                .Append(RecordField.DepartmentCode)
                .Append(RecordField.DepartmentName)
                .Select(field => new FieldDraft(field)),
        ];
        foreach (var field in Fields)
        {
            if (mapping.Fields.TryGetValue(field.Field, out var source))
                field.Load(source);
        }
        (Zone, Formats) = (mapping.TimeZone ?? "", SemicolonList.Join(mapping.DateFormats));
        Sources = SemicolonList.Join(mapping.Sources);
        (Create, Parent, UnitKind) = (
            mapping.Create is not null,
            mapping.Create?.ParentUnitCode ?? "",
            mapping.Create?.UnitKind ?? UnitKind.Street
        );
    }

    // What the editor does not show is kept.
    private readonly ProfileMapping _loaded;

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<FieldDraft> Fields { get; }

    public string Zone { get; set; }

    /// <summary>Separated by semicolons.</summary>
    public string Formats { get; set; }

    /// <summary>The only names of sources that rows may have, separated by semicolons; blank allows every name.</summary>
    public string Sources { get; set; }

    public bool Create { get; set; }

    public string Parent { get; set; }

    public UnitKind UnitKind { get; set; }

    /// <summary>Columns that no field uses: they are ignored, and the page lists them.</summary>
    public IReadOnlyList<string> Unused => DraftColumns.Unused(Columns, Fields, _loaded.Doubtful?.ClosingTime ?? "");

    /// <summary>Gives rows the source, unless the file or the profile names one.</summary>
    public void NameSource(string source)
    {
        var field = Fields.Single(f => f.Field == RecordField.Source);
        if (field.ToMapping() is null)
            field.Load(new FieldMapping { Constant = source });
    }

    public ProfileMapping ToMapping() =>
        _loaded with
        {
            TimeZone = Zone.Trim() is { Length: > 0 } zone ? zone : null,
            DateFormats = SemicolonList.Parse(Formats),
            Sources = SemicolonList.Parse(Sources),
            Fields = Fields
                .Select(f => (f.Field, Mapping: f.ToMapping()))
                .Where(f => f.Mapping is not null)
                .ToDictionary(f => f.Field, f => f.Mapping!),
            Ignore = _loaded.Ignore.Contains(FieldColumns.AllOthers) ? [.. Unused, FieldColumns.AllOthers] : Unused,
            Create = Create ? new ProfileCreation(Parent.Trim(), UnitKind) : null,
        };
}
