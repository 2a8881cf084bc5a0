namespace Portal;

/// <summary>Answers 400 when the scheme and the host of a request make no address: no page could be rendered under it.</summary>
/// <remarks>The framework's filter compares names only, so that it lets ports through that do not exist.</remarks>
internal static partial class HostAddresses
{
    /// <summary>Placed behind the forwarded headers, which may change the host, and before everything else.</summary>
    public static void UseHostAddresses(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (IsAddress(context.Request))
                    return next(context);
                LogRefused(app.Logger);
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }
        );

    private static bool IsAddress(HttpRequest request)
    {
        if (!request.Host.HasValue)
            return false;
        try
        {
            return Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}/", UriKind.Absolute, out var address)
                && address is { AbsolutePath: "/", UserInfo: "", Query: "", Fragment: "" };
        }
        catch (ArgumentException)
        {
            return false; // a name that cannot be written in ASCII
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A request whose Host is no address was answered 400.")]
    private static partial void LogRefused(ILogger log);
}
