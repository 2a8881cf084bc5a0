using Microsoft.AspNetCore.Routing.Template;
using Portal.Navigation;

namespace Portal.Api;

/// <summary>What is not there is not closed but missing; else the fallback policy would ask strangers to sign in for it.</summary>
internal static class MissingAddresses
{
    private const string Page = "/not-found";

    /// <summary>Stands after routing: answers for addresses that nothing is at.</summary>
    public static void UseMissing(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint() is RouteEndpoint)
                    await next(context);
                else if (context.GetEndpoint() is { RequestDelegate: { } refuse })
                    await RefuseAsync(context, refuse);
                else if (IsApi(context))
                    await SayMissingAsync(context);
                else
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        );

    /// <summary>Stands before routing: shows a page for what is missing to whoever looks with a browser.</summary>
    public static void UseMissingPage(this WebApplication app) =>
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
                // A page that is rendered under status 404 is thrown away unsent: the status is told when the answer begins.
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

    // Routing knows the address but not with this method; it says so by an endpoint that is no route and names no permission.
    private static async Task RefuseAsync(HttpContext context, RequestDelegate refuse)
    {
        if (IsApi(context) && !IsKnown(context))
        {
            await SayMissingAsync(context);
            return;
        }
        await refuse(context);
        if (IsApi(context))
            await ApiProblems
                .Of(context.Response.StatusCode, "method.notAllowed", $"{context.Request.Method} is not possible here.")
                .ExecuteAsync(context);
    }

    private static Task SayMissingAsync(HttpContext context) =>
        ApiProblems.Of(StatusCodes.Status404NotFound, "address.unknown", "There is nothing at this address.").ExecuteAsync(context);

    // Where assets are served out of the repository, a route for any file at all lets routing know every address, for reading only.
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
