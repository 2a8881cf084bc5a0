using System.Collections.Frozen;
using Portal.Domain.Organisation;

namespace Portal.Domain.Access;

/// <summary>A user, an API key or the portal itself, with the rights of the day on which the actor was made.</summary>
/// <remarks>Readers and services check it themselves; a page's attribute alone protects nothing.</remarks>
public sealed class Actor
{
    private readonly Right[] _rights;

    private Actor(string name, string displayName, IReadOnlyList<Grant> grants, IEnumerable<Right> rights)
    {
        (Name, DisplayName, Grants) = (name, displayName, grants);
        _rights = [.. rights.Where(right => !right.Units.IsNothing)];
    }

    /// <summary>The command line, the demonstration and jobs: every permission for all units.</summary>
    public static Actor System { get; } = new("system", "system", [], [new(Permissions.All, UnitScope.Everything)]);

    /// <summary>Not signed in: no permission, for no unit.</summary>
    public static Actor Nobody { get; } = new("", "", [], []);

    /// <summary>The sign-in name, or the key's name.</summary>
    public string Name { get; }

    /// <summary>The name shown on pages.</summary>
    public string DisplayName { get; }

    /// <summary>The grants in force; none for API keys and for the portal itself.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>Whether the actor enters figures and manages no forms: it works on its own sheets, not on those of a district.</summary>
    public bool EntersFigures => May(Permissions.FiguresWrite) && !May(Permissions.FormsManage);

    /// <summary>Whether the actor has rights, and with all of them changes nothing but the demonstration.</summary>
    public bool OnlyReads => _rights.Length > 0 && Array.TrueForAll(_rights, right => right.Permissions.All(Permissions.OnlyReads));

    /// <summary>Makes the actor of a user: only the grants in force on the day give rights.</summary>
    public static Actor Of(string name, string displayName, IEnumerable<Grant> grants, DateOnly today)
    {
        Grant[] inForce = [.. grants.Where(grant => grant.IsInForce(today))];
        return new(name, displayName, inForce, inForce.Select(grant => new Right(RolePermissions.Of(grant.Role), grant.Units)));
    }

    /// <summary>Makes the actor of an API key, for one unit and all below it.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="unitId">The unit's number.</param>
    /// <param name="permissions">Permissions that no key may hold are left out.</param>
    public static Actor OfKey(string name, int unitId, IEnumerable<string> permissions) =>
        new(name, name, [], [new([.. permissions.Where(Permissions.ForKeys.Contains)], UnitScope.Below(unitId))]);

    /// <summary>Makes the actor of files that a system drops: it imports records for one unit and all below it.</summary>
    /// <param name="name">The name that imports show as their sender.</param>
    /// <param name="unitId">The unit's number.</param>
    public static Actor OfImports(string name, int unitId) =>
        new(name, name, [], [new([Permissions.ImportsRun, Permissions.CasesWrite, Permissions.AppealsWrite], UnitScope.Below(unitId))]);

    /// <summary>Whether the actor has the permission for any unit.</summary>
    public bool May(string permission) => _rights.Any(right => right.Permissions.Contains(permission));

    /// <summary>The units for which the actor has the permission: the only way from an actor to units.</summary>
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

    /// <summary>Demands the permission for every unit: for jobs, the calendar and other things that belong to no single unit.</summary>
    /// <exception cref="PermissionDeniedException">The actor lacks the permission, or has it for some units only.</exception>
    public void DemandForAll(string permission, UnitTree units, DateOnly today)
    {
        if (!ScopeFor(permission).CoversAll(units, today))
            throw new PermissionDeniedException(permission);
    }

    private sealed record Right(FrozenSet<string> Permissions, UnitScope Units);
}

/// <summary>The actor lacks the permission that the call requires.</summary>
public sealed class PermissionDeniedException(string permission) : Exception($"The permission {permission} is needed.")
{
    public string Permission { get; } = permission;
}
