using Portal.Domain.Shared;

namespace Portal.Domain.Organisation;

/// <summary>A node of the organisation tree. Its name, kind and parent are in its <see cref="Versions"/>.</summary>
public sealed class Unit : IReferenced
{
    /// <summary>The longest code, in characters.</summary>
    public const int CodeLength = 64;

    public int Id { get; set; }

    /// <summary>The unit's code in other systems; it never changes.</summary>
    public required string Code { get; set; }

    /// <inheritdoc cref="IReferenced.ChangedIn"/>
    public long? ChangedIn { get; set; }

    /// <summary>At least one, in order of <see cref="UnitVersion.ValidFrom"/>, never overlapping.</summary>
    public List<UnitVersion> Versions { get; } = [];
}
