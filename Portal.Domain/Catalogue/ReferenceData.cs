using Portal.Domain.Calendar;
using Portal.Domain.Organisation;

namespace Portal.Domain.Catalogue;

/// <summary>A consistent snapshot of organisation, catalogue and calendar.</summary>
/// <param name="Version">Rises with every change to any of them.</param>
/// <param name="Points">The service points with their inspections, in order of code.</param>
public sealed record ReferenceData(
    long Version,
    UnitTree Units,
    ItemCatalogue Items,
    WorkingCalendar Calendar,
    IReadOnlyList<ServicePoint> Points
)
{
    private readonly Lazy<ILookup<int, ServicePoint>> _pointsByUnit = new(() => Points.ToLookup(p => p.UnitId));

    /// <summary>The points that the unit itself runs, in order of code.</summary>
    public IEnumerable<ServicePoint> PointsOf(int unitId) => _pointsByUnit.Value[unitId];
}

/// <summary>Reads the current <see cref="ReferenceData"/>, and returns the same object until the data change.</summary>
public interface IReferenceReader
{
    /// <summary>
    /// Reloads only when the stored version differs from the cached one, and then only the units, items and points that changed.
    /// </summary>
    Task<ReferenceData> GetAsync(CancellationToken cancellation = default);

    /// <summary>The cached data, without a query to the database.</summary>
    /// <exception cref="InvalidOperationException"><see cref="GetAsync"/> has not completed yet.</exception>
    ReferenceData Latest { get; }
}
