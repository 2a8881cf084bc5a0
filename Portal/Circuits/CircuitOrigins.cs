namespace Portal.Circuits;

/// <summary>Rejects circuits opened by pages of other sites: browsers send cookies with WebSockets to any origin.</summary>
internal static class CircuitOrigins
{
    public static void UseCircuitOrigins(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
                    && !IsSameOrigin(context.Request)
                )
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return;
                }
                await next(context);
            }
        );

    // Clients other than browsers send no Origin header. The scheme is not compared: a proxy may terminate TLS.
    private static bool IsSameOrigin(HttpRequest request) =>
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
