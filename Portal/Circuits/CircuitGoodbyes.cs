namespace Portal.Circuits;

/// <summary>Hears a browser out before its circuit ends.</summary>
/// <remarks>
/// A window that closes says so by a request of its own, which can overtake what was typed just before and still waits on the socket:
/// ended at once, the circuit would never read it. The goodbye is answered, then, and counts a little later.
/// </remarks>
public static class CircuitGoodbyes
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static void UseCircuitGoodbyes(this WebApplication app)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use((context, next) => HearOutAsync(context, next, app.Services, clock, app.Lifetime.ApplicationStopping));
    }

    /// <param name="stopping">Ends the waiting: what ends with the process is waited for no longer.</param>
    public static async Task HearOutAsync(
        HttpContext context,
        RequestDelegate next,
        IServiceProvider services,
        TimeProvider clock,
        CancellationToken stopping
    )
    {
        var request = context.Request;
        if (!IsGoodbye(request) || context.GetEndpoint()?.RequestDelegate is not { } end)
        {
            await next(context);
            return;
        }
        // The request must not wait itself: the browser has few connections, and its next page needs them.
        _ = EndAsync(end, await request.ReadFormAsync(context.RequestAborted), services, clock, stopping);
    }

    private static bool IsGoodbye(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.HasFormContentType
        && request.Path.Equals("/_blazor/disconnect", StringComparison.OrdinalIgnoreCase);

    private static async Task EndAsync(
        RequestDelegate end,
        IFormCollection form,
        IServiceProvider services,
        TimeProvider clock,
        CancellationToken stopping
    )
    {
        await Task.Delay(Patience, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await using var scope = services.CreateAsyncScope();
            await end(
                new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Method = HttpMethods.Post, Form = form } }
            );
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested)
        {
            services
                .GetRequiredService<ILoggerFactory>()
                .CreateLogger(typeof(CircuitGoodbyes))
                .LogWarning(failed, "The page of a closed window could not be ended; it ends by itself in some minutes.");
        }
        catch (ObjectDisposedException)
        {
            // The process has stopped, and its circuits with it.
        }
    }
}
