using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

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

    public RecordStream Stream { get; set; }

    /// <summary>The mapping as JSON (<see cref="ProfileMapping"/>).</summary>
    public required string MappingJson { get; set; }
}
