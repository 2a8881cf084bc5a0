using Portal.Domain.Calendar;
using Portal.Domain.Organisation;

namespace Portal.Domain.Catalogue;

/// <summary>Organisation, catalogue and calendar as they stood together at one moment.</summary>
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

/// <summary>Gives the present <see cref="ReferenceData"/>; the same object as long as nothing changed.</summary>
public interface IReferenceReader
{
    /// <summary>Reads again only when the stored version is another one than before, and then only the units, items and points that changed.</summary>
    Task<ReferenceData> GetAsync(CancellationToken cancellation = default);

    /// <summary>What was last read, without asking the store.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet.</exception>
    ReferenceData Latest { get; }
}
