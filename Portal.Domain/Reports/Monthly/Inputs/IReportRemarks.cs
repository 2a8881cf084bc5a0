using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Saves remarks on reports of units for which the actor may write them.</summary>
public interface IReportRemarks
{
    /// <summary>Replaces the office's remark.</summary>
    /// <param name="seenNumber">The number of the remark that the actor saw, 0 for none.</param>
    /// <returns>Null when it is saved.</returns>
    Task<Refusal?> WriteAsync(Actor actor, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default);
}
