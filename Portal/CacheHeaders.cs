using Microsoft.AspNetCore.StaticAssets;

namespace Portal;

/// <summary>
/// <c>Cache-Control</c> of every answer that sets none itself: what one person may read is kept by no browser and no proxy.
/// </summary>
internal static class CacheHeaders
{
    /// <summary>Placed before everything that answers, errors included.</summary>
    public static void UseCacheHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(Complete, context);
                return next(context);
            }
        );

    private static Task Complete(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (headers.CacheControl.Count > 0 || headers.Expires.Count > 0 || IsAsset(context))
            return Task.CompletedTask;
        // With a tag the caller may keep the answer, but asks each time whether it still holds, and may still read it.
        headers.CacheControl = headers.ETag.Count > 0 ? "private, no-cache" : "no-store";
        return Task.CompletedTask;
    }

    private static bool IsAsset(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
