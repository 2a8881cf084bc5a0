using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Portal.Domain.Data.Faults;

namespace Portal.Shell;

/// <summary>Shows <c>/error</c> in place of a page that failed before its response began.</summary>
internal static class ErrorPages
{
    private const string Page = "/error";

    public static void UseErrorPage(this WebApplication app)
    {
        // A renderer and its navigation serve one page each: those of the page that failed cannot render another.
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = Page,
                CreateScopeForErrors = true,
                StatusCodeSelector = StatusOf,
                // A request that breaks off or cannot be read is no failure of the portal.
                SuppressDiagnosticsCallback = failed =>
                    failed.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService
                    || failed.Exception is BadHttpRequestException or ConnectionResetException,
            }
        );
        app.Use(
            (context, next) =>
            {
                // The failed request may be the sending of a form, which the error page does not have.
                if (context.Features.Get<IExceptionHandlerPathFeature>() is not null)
                    context.Request.Method = HttpMethods.Get;
                return next(context);
            }
        );
    }

    private static int StatusOf(Exception thrown) =>
        thrown is BadHttpRequestException refused ? refused.StatusCode
        : StorageFaults.Of(thrown) is not null ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;
}
