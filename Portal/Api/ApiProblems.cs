using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Api;

/// <summary>One wrong parameter of a call.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Value">The value sent; null when there was none.</param>
/// <param name="Code">Stable: clients may depend on it.</param>
/// <param name="Message">The expected value.</param>
public sealed record ParameterError(string Parameter, string? Value, string Code, string Message);

/// <summary>Refusals of the API: problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class ApiProblems
{
    /// <summary>The code of a call with wrong parameters; each parameter's own code is in <c>errors</c>.</summary>
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
