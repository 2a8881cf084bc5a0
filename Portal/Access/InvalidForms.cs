using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Portal.Access;

/// <summary>Answers 400 when a form was sent without the token of its page.</summary>
/// <remarks>Pages do so themselves; an endpoint that reads the form would throw, as if the portal had failed.</remarks>
internal static class InvalidForms
{
    /// <summary>Placed behind the check of the token.</summary>
    public static void UseInvalidForms(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } || IsPage(context))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }
        );

    private static bool IsPage(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
