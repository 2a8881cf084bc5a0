using Microsoft.AspNetCore.Authorization;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>Sends a user whose password an administrator has set to the page that changes it, from every other page.</summary>
/// <remarks>Such a user has no rights either (<see cref="PortalClaims.ToActor"/>).</remarks>
internal static class ForcedPasswordChange
{
    public static void UseForcedPasswordChange(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (!PortalClaims.MustChangePassword(context.User) || IsOpen(context))
                    await next(context);
                else if (HttpMethods.IsGet(context.Request.Method) && !IsCircuit(context.Request))
                    context.Response.Redirect(PortalUrls.Password);
                else
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }
        );

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || Array.Exists(
            [PortalUrls.Password, PortalUrls.SignOut],
            open => context.Request.Path.Equals(open, StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsCircuit(HttpRequest request) => request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
}
