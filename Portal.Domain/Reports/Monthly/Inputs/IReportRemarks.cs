using Portal.Domain.Access;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Keeps the remarks on reports of units for which the actor may write them.</summary>
public interface IReportRemarks
{
    /// <summary>Writes the office's remarks anew.</summary>
    /// <param name="seenNumber">The number of the remark that the actor saw, 0 for none.</param>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>remark.changed</c> (somebody else was quicker), <c>remark.tooLong</c>.</exception>
    Task WriteAsync(Actor actor, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default);
}
