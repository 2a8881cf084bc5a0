using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.Shared;

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

    /// <summary>The most errors listed in one answer; <c>errorsOmitted</c> is the number of the others.</summary>
    private const int MostErrors = 100;

    // The detail is for people; the list is for programs.
    private const int MostInDetail = 5;

    /// <summary>The reason why a step of a workflow was refused; in English, as in all of the API.</summary>
    public static ProblemHttpResult Of(Refusal refusal) => Of((int)refusal.Status, refusal.Code, refusal.In(CultureInfo.InvariantCulture));

    public static ProblemHttpResult Of(int status, string code, string detail) => TypedResults.Problem(Details(status, code, detail));

    public static ProblemHttpResult Of(IReadOnlyList<ParameterError> errors)
    {
        var details = Details(
            StatusCodes.Status400BadRequest,
            WrongParameters,
            string.Join(" ", errors.Take(MostInDetail).Select(e => $"{e.Parameter}: {e.Message}"))
        );
        details.Extensions["errors"] = errors.Take(MostErrors).ToList();
        if (errors.Count > MostErrors)
            details.Extensions["errorsOmitted"] = errors.Count - MostErrors;
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
