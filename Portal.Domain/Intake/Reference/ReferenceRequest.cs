using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>How to import a file of units, items or days.</summary>
/// <param name="FileName">Its extension may decide the format.</param>
public sealed record ReferenceRequest(string FileName)
{
    /// <summary>Null reads the portal's own columns.</summary>
    public ReferenceMapping? Mapping { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    public bool DryRun { get; init; }

    public FileReading Reading { get; init; } = FileReading.Found;
}
