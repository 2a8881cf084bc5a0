namespace Portal.Circuits;

/// <summary>Delays the end of a circuit after the browser's disconnect request.</summary>
/// <remarks>
/// A window that closes sends a separate disconnect request, which can overtake the last input still waiting on the WebSocket: if the
/// circuit ended at once, that input would be lost. So the request is answered at once, and the circuit ends <see cref="Delay"/> later.
/// </remarks>
public static class DelayedDisconnect
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    internal static void UseDelayedDisconnect(this WebApplication app)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use((context, next) => DelayDisconnectAsync(context, next, app.Services, clock, app.Lifetime.ApplicationStopping));
    }

    /// <param name="stopping">Ends the delay when the process stops.</param>
    public static async Task DelayDisconnectAsync(
        HttpContext context,
        RequestDelegate next,
        IServiceProvider services,
        TimeProvider clock,
        CancellationToken stopping
    )
    {
        var request = context.Request;
        if (!IsDisconnect(request) || context.GetEndpoint()?.RequestDelegate is not { } end)
        {
            await next(context);
            return;
        }
        // The request itself must not wait: the browser has few connections and needs them for its next page.
        _ = EndAsync(end, await request.ReadFormAsync(context.RequestAborted), services, clock, stopping);
    }

    private static bool IsDisconnect(HttpRequest request) =>
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
        await Task.Delay(Delay, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                .CreateLogger(typeof(DelayedDisconnect))
                .LogWarning(failed, "The circuit of a closed window could not be ended; it ends when its retention period is over.");
        }
        catch (ObjectDisposedException)
        {
            // The process has stopped, which ends all circuits.
        }
    }
}
