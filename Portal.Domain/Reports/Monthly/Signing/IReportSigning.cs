using Portal.Domain.Access;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>Signs reports of units for which the actor may write them.</summary>
public interface IReportSigning
{
    /// <summary>Freezes the present report, in all languages and formats.</summary>
    /// <param name="seenBasis">The basis of the report that the actor saw: later changes are not signed unseen.</param>
    /// <param name="reason">Why it is signed again; required when one was signed before.</param>
    Task<Outcome<SignedSummary>> SignAsync(
        Actor actor,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    );
}
