using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Sheets;

/// <summary>The figures of a unit's month after an approval.</summary>
/// <param name="Before">Those of the version approved before; null for the first.</param>
public sealed record ApprovedFigures(
    int UnitId,
    RecordStream Stream,
    DateOnly Month,
    FormDefinition Definition,
    IReadOnlyDictionary<string, FigureValue>? Before,
    IReadOnlyDictionary<string, FigureValue> Now
);

/// <summary>Adds approved figures to the metrics. Called within the transaction that moves a sheet.</summary>
public interface IFigureAccounting
{
    /// <param name="db">The context of the open transaction, which is in the lane of records.</param>
    /// <param name="approved">Null when the move was no final approval: then only provisional figures changed.</param>
    /// <returns>To be called after the commit.</returns>
    Task<Action> AccountAsync(PortalDb db, ApprovedFigures? approved, CancellationToken cancellation);
}
