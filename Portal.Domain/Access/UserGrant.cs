namespace Portal.Domain.Access;

/// <summary>A grant as it is stored; <see cref="Grant"/> says what it means.</summary>
public sealed class UserGrant
{
    public int Id { get; set; }

    public int UserId { get; set; }

    public Role Role { get; set; }

    public int? UnitId { get; set; }

    public DateOnly From { get; set; }

    public DateOnly? Until { get; set; }

    /// <summary>The number of the user who delegated it; null for one that an administrator gave.</summary>
    public int? DelegatedById { get; set; }

    public Grant ToGrant() => new(Role, UnitId, From, Until, DelegatedById);
}
