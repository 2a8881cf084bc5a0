using Portal.Domain.Access;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>Signs reports of units for which the actor may write them.</summary>
public interface IReportSigning
{
    /// <summary>Freezes the report as it stands, in all languages and formats.</summary>
    /// <param name="seenBasis">The basis of what the actor looked at: what changed since is not signed unseen.</param>
    /// <param name="reason">Why it is signed anew; needed when one was signed before.</param>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>report.changed</c>, <c>report.notOver</c> (the period still runs), <c>reason.required</c>.</exception>
    Task<SignedSummary> SignAsync(Actor actor, ReportKey key, string seenBasis, string? reason, CancellationToken cancellation = default);
}
