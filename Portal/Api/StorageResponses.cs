using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Portal.Domain.Data.Faults;
using Portal.Navigation;

namespace Portal.Api;

/// <summary>
/// Answers while the storage fails: 503 with <c>Retry-After</c>, a code and a reason, instead of a failure of the portal.
/// </summary>
internal static class StorageResponses
{
    /// <summary>Placed after authorization: refuses calls of the API that write, before their bodies are read.</summary>
    public static void UseStorageResponses(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<StorageState>();
        app.Use(
            (context, next) =>
                state.Fault is { } fault && IsApi(context.Request.Path) && IsWrite(context.Request.Method)
                    ? WriteAsync(context, fault)
                    : next(context)
        );
    }

    /// <summary>Says when to try again.</summary>
    public static void SetRetryAfter(HttpContext context) =>
        context.Response.Headers.RetryAfter = StorageFaults.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the answer of a call of the API: in the language that the call asks for, else in English.</summary>
    public static Task WriteAsync(HttpContext context, StorageFault fault)
    {
        SetRetryAfter(context);
        return Problem(context, fault).ExecuteAsync(context);
    }

    private static ProblemHttpResult Problem(HttpContext context, StorageFault fault)
    {
        // After an exception the thread's language is no longer that of the call.
        var culture =
            context.Request.Headers.AcceptLanguage.Count > 0
                ? context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture
                : null;
        return ApiProblems.Of(StatusCodes.Status503ServiceUnavailable, fault.Code(), fault.Text(culture ?? CultureInfo.InvariantCulture));
    }

    private static bool IsApi(PathString path) => path.StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase);

    private static bool IsWrite(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));
}
