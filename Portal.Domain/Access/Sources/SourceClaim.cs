using Portal.Domain.Organisation;

namespace Portal.Domain.Access.Sources;

/// <summary>What a claim of a source's name writes down.</summary>
/// <param name="Units">The structure by which holders are found.</param>
/// <param name="Now">The instant of the claim.</param>
/// <param name="Today">The day of the structure.</param>
/// <param name="By">The user or API key that claims.</param>
public sealed record SourceClaim(UnitTree Units, DateTimeOffset Now, DateOnly Today, string By)
{
    /// <summary>The name, held by the highest unit of the scope.</summary>
    public SourceName Of(string name, UnitScope scope) =>
        new()
        {
            Name = name,
            UnitId = SourceName.HolderOf(scope, Units, Today),
            ChangedAt = Now,
            ChangedBy = By,
        };
}
