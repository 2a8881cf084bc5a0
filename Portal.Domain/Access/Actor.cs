using System.Collections.Frozen;
using Portal.Domain.Organisation;

namespace Portal.Domain.Access;

/// <summary>Who acts: a person, an API key, or the portal itself, with the rights of the day on which the actor was made.</summary>
/// <remarks>Readers and services take it and ask it inside; a page's attribute alone protects nothing.</remarks>
public sealed class Actor
{
    private readonly Right[] _rights;

    private Actor(string name, string displayName, IReadOnlyList<Grant> grants, IEnumerable<Right> rights)
    {
        (Name, DisplayName, Grants) = (name, displayName, grants);
        _rights = [.. rights.Where(right => !right.Units.IsNothing)];
    }

    /// <summary>The command line, the demonstration and jobs: may everything.</summary>
    public static Actor System { get; } = new("system", "system", [], [new(Permissions.All, UnitScope.Everything)]);

    /// <summary>Nobody signed in: may nothing, for no unit.</summary>
    public static Actor Nobody { get; } = new("", "", [], []);

    /// <summary>The sign-in name, or the key's name.</summary>
    public string Name { get; }

    /// <summary>The name shown on pages.</summary>
    public string DisplayName { get; }

    /// <summary>The grants in force; none for API keys and for the portal itself.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>Enters figures and does not ask for them: the actor's work is its own sheets, not those of a district.</summary>
    public bool EntersFigures => May(Permissions.FiguresWrite) && !May(Permissions.FormsManage);

    /// <summary>Makes the actor of a user: only the grants in force on the day give rights.</summary>
    public static Actor Of(string name, string displayName, IEnumerable<Grant> grants, DateOnly today)
    {
        Grant[] inForce = [.. grants.Where(grant => grant.IsInForce(today))];
        return new(name, displayName, inForce, inForce.Select(grant => new Right(RolePermissions.Of(grant.Role), grant.Units)));
    }

    /// <summary>An API key for one unit and all below it.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="unitId">The unit's number.</param>
    /// <param name="permissions">Those that no key may hold are left out.</param>
    public static Actor OfKey(string name, int unitId, IEnumerable<string> permissions) =>
        new(name, name, [], [new([.. permissions.Where(Permissions.ForKeys.Contains)], UnitScope.Below(unitId))]);

    /// <summary>Whether the actor may do it for any unit.</summary>
    public bool May(string permission) => _rights.Any(right => right.Permissions.Contains(permission));

    /// <summary>The units for which the actor has the permission: the only way from a person to units.</summary>
    /// <returns>Nothing when the actor lacks it.</returns>
    public UnitScope ScopeFor(string permission) =>
        _rights
            .Where(right => right.Permissions.Contains(permission))
            .Aggregate(UnitScope.Nothing, (scope, right) => scope.Or(right.Units));

    /// <exception cref="PermissionDeniedException">The actor lacks the permission.</exception>
    public void Demand(string permission)
    {
        if (!May(permission))
            throw new PermissionDeniedException(permission);
    }

    private sealed record Right(FrozenSet<string> Permissions, UnitScope Units);
}

/// <summary>Somebody tried what they may not.</summary>
public sealed class PermissionDeniedException(string permission) : Exception($"The permission {permission} is needed.")
{
    public string Permission { get; } = permission;
}
