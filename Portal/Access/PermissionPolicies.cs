using Microsoft.AspNetCore.Authorization;
using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>Asks for one permission; the policy is named by it.</summary>
public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(DistrictTime time) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.ToActor(time).May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

internal static class PermissionPolicies
{
    /// <summary>For pages that anybody who is signed in may see, whatever their role.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>One policy for each permission; what names none is closed to everybody.</summary>
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
