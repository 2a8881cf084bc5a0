using Microsoft.AspNetCore.Routing.Template;
using Portal.Navigation;

namespace Portal.Api;

/// <summary>Answers unknown addresses with 404; else the fallback policy would send anonymous users to the sign-in page.</summary>
internal static class NotFoundResponses
{
    private const string Page = "/not-found";

    /// <summary>Placed after routing: answers calls to unknown addresses.</summary>
    public static void UseNotFoundApi(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint() is RouteEndpoint)
                    await GiveReasonAsync(context, next);
                else if (context.GetEndpoint() is { RequestDelegate: { } reject })
                    await RejectMethodAsync(context, reject);
                else if (IsApi(context))
                    await WriteNotFoundAsync(context);
                else
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        );

    /// <summary>Placed before routing: shows a page for a 404 answer to browsers.</summary>
    public static void UseNotFoundPage(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                await next(context);
                if (
                    context.Response is not { StatusCode: StatusCodes.Status404NotFound, HasStarted: false, ContentType: null }
                    || IsApi(context)
                    || !HttpMethods.IsGet(context.Request.Method)
                )
                    return;
                context.SetEndpoint(null);
                context.Request.RouteValues.Clear();
                // The framework discards a page rendered under status 404, so the status is set when the response starts.
                context.Response.StatusCode = StatusCodes.Status200OK;
                context.Response.OnStarting(() =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
                context.Request.Path = Page;
                await next(context);
            }
        );

    // The platform refuses a body that it cannot read without a word.
    private static async Task GiveReasonAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (
            !IsApi(context)
            || context.Response
                is not { StatusCode: >= StatusCodes.Status400BadRequest and var status, HasStarted: false, ContentType: null }
        )
            return;
        var (code, detail) = status switch
        {
            StatusCodes.Status413PayloadTooLarge => ("body.tooLarge", "The body is larger than the limit of this call."),
            StatusCodes.Status415UnsupportedMediaType => ("contentType.unsupported", "This type of body is not read here."),
            _ => ("request.invalid", "The request cannot be read."),
        };
        await ApiProblems.Of(status, code, detail).ExecuteAsync(context);
    }

    // The address exists for another method: routing gives an endpoint that is not a route and has no policy.
    private static async Task RejectMethodAsync(HttpContext context, RequestDelegate reject)
    {
        if (IsApi(context) && !IsKnown(context))
        {
            await WriteNotFoundAsync(context);
            return;
        }
        await reject(context);
        if (IsApi(context))
            await ApiProblems
                .Of(context.Response.StatusCode, "method.notAllowed", $"{context.Request.Method} is not possible here.")
                .ExecuteAsync(context);
    }

    private static Task WriteNotFoundAsync(HttpContext context) =>
        ApiProblems.Of(StatusCodes.Status404NotFound, "address.unknown", "There is nothing at this address.").ExecuteAsync(context);

    // When assets are served from the repository, a catch-all GET route makes routing match every address.
    private static bool IsKnown(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => path.StartsWith(PortalUrls.ApiRoot.TrimStart('/'), StringComparison.OrdinalIgnoreCase))
            .Any(path => new TemplateMatcher(TemplateParser.Parse(path), []).TryMatch(context.Request.Path, []));

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase);
}
