namespace Portal.Navigation;

/// <summary>Redirects within the portal name no host: what a visitor claims in <c>Host</c> is never sent back.</summary>
internal static class RelativeRedirects
{
    public static void UseRelativeRedirects(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(MakeRelative, context);
                return next(context);
            }
        );

    private static Task MakeRelative(object state)
    {
        var context = (HttpContext)state;
        if (
            context.Response.Headers.Location is [{ } location]
            && Uri.TryCreate(location, UriKind.Absolute, out var target)
            && target.Scheme is "http" or "https"
            && !target.PathAndQuery.StartsWith("//", StringComparison.Ordinal) // would name a host itself
            && string.Equals(target.Authority, Authority(context.Request), StringComparison.OrdinalIgnoreCase)
        )
        {
            context.Response.Headers.Location = target.PathAndQuery + target.Fragment;
        }
        return Task.CompletedTask;
    }

    // As Uri writes it: without the usual port.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";
}
