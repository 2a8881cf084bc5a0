using Portal.Domain.Shared;

namespace Portal.Domain.Catalogue;

/// <summary>行政职权 / 服务事项: an entry of the catalogue. Its content is in its <see cref="Versions"/>.</summary>
public sealed class ServiceItem : IReferenced
{
    /// <summary>The longest code, in characters.</summary>
    public const int CodeLength = 128;

    public int Id { get; set; }

    /// <summary>The item's code in other systems; it never changes.</summary>
    public required string Code { get; set; }

    /// <inheritdoc cref="IReferenced.ChangedIn"/>
    public long? ChangedIn { get; set; }

    /// <summary>At least one, in order of <see cref="ServiceItemVersion.ValidFrom"/>, never overlapping.</summary>
    public List<ServiceItemVersion> Versions { get; } = [];
}
