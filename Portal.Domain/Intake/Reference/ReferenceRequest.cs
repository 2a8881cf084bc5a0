using Portal.Domain.Intake.Profiles;

namespace Portal.Domain.Intake.Reference;

/// <summary>How to import a file of units, items or days.</summary>
/// <param name="FileName">Its extension may decide the format.</param>
public sealed record ReferenceRequest(string FileName)
{
    /// <summary>Null reads the portal's own columns.</summary>
    public ReferenceMapping? Mapping { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The encoding of a text, wins over the profile's; null finds it.</summary>
    public string? Encoding { get; init; }

    /// <summary>The sheet of a workbook, wins over the profile's; null finds it.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row of the heading, from 1, wins over the profile's; 0 for none, null finds it.</summary>
    public int? HeadingRow { get; init; }
}
