namespace Portal.Domain.Access;

/// <summary>A stored grant, explained at <see cref="Grant"/>.</summary>
public sealed class UserGrant
{
    public int Id { get; set; }

    public int UserId { get; set; }

    public Role Role { get; set; }

    public int? UnitId { get; set; }

    public DateOnly From { get; set; }

    public DateOnly? Until { get; set; }

    /// <summary>The number of the delegating user; null when an administrator gave the grant.</summary>
    public int? DelegatedById { get; set; }

    public Grant ToGrant() => new(Role, UnitId, From, Until, DelegatedById);
}
