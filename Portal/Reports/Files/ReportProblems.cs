using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Api;

namespace Portal.Reports.Files;

/// <summary>Refusals about signed reports, the same in the API and in downloads.</summary>
internal static class ReportProblems
{
    /// <summary>The code of a signed report with files that were changed after signing.</summary>
    public const string Damaged = "report.damaged";

    public static ProblemHttpResult OfDamaged() =>
        ApiProblems.Of(
            StatusCodes.Status500InternalServerError,
            Damaged,
            "What is stored is not what was signed; restore it from a backup."
        );
}
