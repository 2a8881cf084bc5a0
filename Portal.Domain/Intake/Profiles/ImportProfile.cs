using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>A named mapping from somebody else's columns, dates and values to ours.</summary>
public sealed class ImportProfile
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 64;

    public int Id { get; set; }

    /// <summary>Unique; the command line and the page choose the profile by it.</summary>
    public required string Name { get; set; }

    public RecordStream Stream { get; set; }

    /// <summary>The mapping as JSON (<see cref="ProfileMapping"/>).</summary>
    public required string MappingJson { get; set; }
}
