using System.Collections.Frozen;
using Portal.Domain.Organisation;

namespace Portal.Domain.Access;

/// <summary>Who does something: a person, an API key, or the portal itself. Services take it; a page's attribute alone protects nothing.</summary>
/// <param name="Name">The sign-in name, or the key's name.</param>
/// <param name="DisplayName">The name shown on pages.</param>
/// <param name="Role">Null for API keys and for the portal itself.</param>
/// <param name="Scope">The units it may see and write for.</param>
/// <param name="Permissions">Some of <see cref="Access.Permissions.All"/>.</param>
public sealed record Actor(string Name, string DisplayName, Role? Role, UnitScope Scope, FrozenSet<string> Permissions)
{
    /// <summary>The command line, the demonstration and jobs: may everything.</summary>
    public static Actor System { get; } = new("system", "system", null, UnitScope.Everything, Access.Permissions.All);

    /// <summary>Nobody signed in: may nothing, so its scope never matters.</summary>
    public static Actor Nobody { get; } = new("", "", null, UnitScope.Everything, []);

    public bool May(string permission) => Permissions.Contains(permission);

    /// <exception cref="PermissionDeniedException">The actor lacks the permission.</exception>
    public void Demand(string permission)
    {
        if (!May(permission))
            throw new PermissionDeniedException(permission);
    }
}

/// <summary>Somebody tried what they may not.</summary>
public sealed class PermissionDeniedException(string permission) : Exception($"The permission {permission} is needed.")
{
    public string Permission { get; } = permission;
}
