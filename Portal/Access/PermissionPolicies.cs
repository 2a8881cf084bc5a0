using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>Requires one permission; the policy has the permission's name.</summary>
public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(DistrictTime time, IReferenceReader references) : AuthorizationHandler<PermissionRequirement>
{
    private volatile UnitTree? _units;

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (await MayAsync(context.User.ToActor(time), requirement.Permission, isRequest: context.Resource is HttpContext))
            context.Succeed(requirement);
    }

    private async ValueTask<bool> MayAsync(Actor actor, string permission, bool isRequest)
    {
        var scope = actor.ScopeFor(permission);
        if (scope.IsNothing || scope.IsEverything || !Permissions.ForAllUnits.Contains(permission))
            return !scope.IsNothing;
        // A circuit continues the page of a request, which has just read the units: its page would be empty while it waited for them again.
        // What it then does is checked by the services with the units of that moment.
        var units = _units;
        if (isRequest || units is null)
            _units = units = (await references.GetAsync()).Units;
        return scope.CoversAll(units, time.Today);
    }
}

internal static class PermissionPolicies
{
    /// <summary>For pages that every signed-in user may see, whatever their role.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>One policy for each permission; an endpoint without a policy is closed.</summary>
    public static void AddPermissions(this AuthorizationOptions options)
    {
        foreach (var permission in Permissions.All)
        {
            options.AddPolicy(
                permission,
                policy => policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission))
            );
        }
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build();
    }
}
