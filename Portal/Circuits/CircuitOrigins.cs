namespace Portal.Circuits;

/// <summary>Refuses circuits that a page of another site opens: browsers send cookies with WebSockets whoever asks.</summary>
internal static class CircuitOrigins
{
    public static void UseCircuitOrigins(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) && !IsOwn(context.Request))
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return;
                }
                await next(context);
            }
        );

    // Programs that are no browsers send none. The scheme is left out: a proxy may have taken https off.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (
            request.Headers.Origin is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(
                uri.IsDefaultPort ? uri.Host : uri.Authority,
                WithoutDefaultPort(request.Host, uri),
                StringComparison.OrdinalIgnoreCase
            )
        );

    private static string WithoutDefaultPort(HostString host, Uri origin) =>
        origin.IsDefaultPort && host.Port == origin.Port ? host.Host : host.Value ?? "";
}
