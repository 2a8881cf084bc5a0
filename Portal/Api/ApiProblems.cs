using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Api;

/// <summary>One thing that is wrong with a call.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Value">What stood there; null when nothing did.</param>
/// <param name="Code">Stable: programs go by it.</param>
/// <param name="Message">What was expected.</param>
public sealed record ParameterError(string Parameter, string? Value, string Code, string Message);

/// <summary>Refusals of the API: problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class ApiProblems
{
    /// <summary>The code of a call with wrong parameters; each has its own in <c>errors</c>.</summary>
    public const string WrongParameters = "parameters.invalid";

    public static ProblemHttpResult Of(int status, string code, string detail) => TypedResults.Problem(Details(status, code, detail));

    public static ProblemHttpResult Of(IReadOnlyList<ParameterError> errors)
    {
        var details = Details(
            StatusCodes.Status400BadRequest,
            WrongParameters,
            string.Join(" ", errors.Select(e => $"{e.Parameter}: {e.Message}"))
        );
        details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    private static ProblemDetails Details(int status, string code, string detail) =>
        new()
        {
            Status = status,
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Detail = detail,
            Extensions = { ["code"] = code },
        };
}
