using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Api;

namespace Portal.Reports.Files;

/// <summary>What goes wrong with signed reports, told the same way by the API and to those who fetch a file.</summary>
internal static class ReportProblems
{
    /// <summary>The code of a signed report that is no longer what was signed.</summary>
    public const string Damaged = "report.damaged";

    public static ProblemHttpResult OfDamaged() =>
        ApiProblems.Of(
            StatusCodes.Status500InternalServerError,
            Damaged,
            "What is stored is not what was signed; restore it from a backup."
        );
}
