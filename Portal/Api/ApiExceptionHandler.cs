using Microsoft.AspNetCore.Diagnostics;
using Portal.Domain.Access;
using Portal.Domain.Data.Faults;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Navigation;

namespace Portal.Api;

/// <summary>Converts exceptions of API calls into problem details; pages have an error page.</summary>
internal sealed partial class ApiExceptionHandler(StorageState storage, ILogger<ApiExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        storage.Report(exception);
        var fault = StorageFaults.Of(exception);
        if (fault == StorageFault.Failing)
            fault = storage.Fault ?? fault; // the monitor may know the reason
        if (fault is not null)
            StorageResponses.SetRetryAfter(httpContext);
        // The exception handler has already changed the request's path to the error page's.
        var path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path;
        if (!new PathString(path).StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase))
            return false;
        if (fault is { } failing)
        {
            LogFault(log, failing.Code(), exception.Message);
            await StorageResponses.WriteAsync(httpContext, failing);
            return true;
        }
        var problem = exception switch
        {
            RecordFileException unreadable => ApiProblems.Of(StatusCodes.Status400BadRequest, unreadable.Code, unreadable.Message),
            IntakeTooLargeException tooMany => ApiProblems.Of(StatusCodes.Status413PayloadTooLarge, "rows.tooMany", tooMany.Message),
            PermissionDeniedException denied => ApiProblems.Of(StatusCodes.Status403Forbidden, "permission.denied", denied.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiProblems.Of(
                StatusCodes.Status413PayloadTooLarge,
                "body.tooLarge",
                "The body is larger than the limit of one call; send it in parts."
            ),
            BadHttpRequestException bad => ApiProblems.Of(bad.StatusCode, "request.invalid", bad.Message),
            _ => null,
        };
        if (problem is null)
        {
            LogFailure(log, exception, httpContext.TraceIdentifier);
            problem = ApiProblems.Of(
                StatusCodes.Status500InternalServerError,
                "server.failed",
                $"The portal failed; see its log for {httpContext.TraceIdentifier}."
            );
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of the API was not served ({Code}): {Detail}")]
    private static partial void LogFault(ILogger log, string code, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "A call of the API failed ({Trace}).")]
    private static partial void LogFailure(ILogger log, Exception exception, string trace);
}
