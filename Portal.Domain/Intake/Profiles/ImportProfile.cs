using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>What a file holds that a profile reads. A database keeps the numbers.</summary>
public enum ImportKind : byte
{
    Cases = RecordStream.Cases,
    Appeals = RecordStream.Appeals,
    Units = ReferenceKind.Units,
    Items = ReferenceKind.Items,
    Calendar = ReferenceKind.Calendar,
}

/// <summary>A named mapping from another system's columns, dates and values to the portal's.</summary>
public sealed class ImportProfile
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 64;

    public int Id { get; set; }

    /// <summary>Unique: the command line and the import page select a profile by name.</summary>
    public required string Name { get; set; }

    /// <summary>The unit whose profile it is; null for one of the whole portal.</summary>
    public int? UnitId { get; set; }

    public ImportKind Kind { get; set; }

    /// <summary>The mapping as JSON: a <see cref="ProfileMapping"/> of records, else a <see cref="ReferenceMapping"/>.</summary>
    public required string MappingJson { get; set; }
}
