using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Figures of a unit's month that were approved.</summary>
/// <param name="Before">Those of the version approved before; null for the first.</param>
public sealed record ApprovedFigures(
    int UnitId,
    RecordStream Stream,
    DateOnly Month,
    FormDefinition Definition,
    IReadOnlyDictionary<string, FigureValue>? Before,
    IReadOnlyDictionary<string, FigureValue> Now
);

/// <summary>Makes approved figures count. Called within the transaction that moves a sheet.</summary>
public interface IFigureAccounting
{
    /// <param name="db">The context of the open transaction, which is in the lane of records.</param>
    /// <param name="approved">Null when the move approved nothing for good: then only what is provisional changed.</param>
    /// <returns>To be called after the commit.</returns>
    Task<Action> AccountAsync(PortalDb db, ApprovedFigures? approved, CancellationToken cancellation);
}
