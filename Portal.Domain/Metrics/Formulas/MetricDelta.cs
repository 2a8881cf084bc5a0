using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>The coordinates of a contribution: stream, basis, the record's own unit, the day, and the keys of every breakdown.</summary>
/// <param name="ItemId">0 when the record names no item.</param>
/// <param name="DepartmentId">0 when the record names no item.</param>
public readonly record struct CountingPlace(
    RecordStream Stream,
    CellBasis Basis,
    int UnitId,
    DateOnly Day,
    int ItemId,
    int DepartmentId,
    Channel Channel
)
{
    /// <summary>The place of figures reported for a whole month: they count on its last day, without item and channel.</summary>
    public static CountingPlace OfMonth(RecordStream stream, CellBasis basis, int unitId, DateOnly month) =>
        new(stream, basis, unitId, Days.MonthEnd(month), ItemId: 0, DepartmentId: 0, default);

    public bool IsWholeMonth => Channel == default;
}

/// <summary>A change of measures at one place, to be folded into the cells of the unit and of its ancestors.</summary>
public readonly record struct MetricChange(CountingPlace Place, Measures Measures);

/// <summary>
/// The outbox: changes of figures written in the transaction that changed the records, and deleted in the one that folds them.
/// </summary>
public sealed class MetricDelta
{
    public long Id { get; set; }

    /// <summary>Number of changes in <see cref="Payload"/>, so that a fold can bound its work before it decodes them.</summary>
    public int Changes { get; set; }

    /// <summary>The changes, as <c>MetricDeltaCodec</c> writes them.</summary>
    public required byte[] Payload { get; set; }
}

/// <summary>The single row with the version of the figures; pages compare it to detect that figures changed.</summary>
public sealed class MetricsState
{
    public const int SingleId = 1;

    public int Id { get; set; } = SingleId;

    /// <summary>Rises by one with each fold or rebuild.</summary>
    public long Version { get; set; }

    /// <summary>The structure of units changed since the cells were built, so they must be built again.</summary>
    public bool NeedsRebuild { get; set; }

    /// <summary>
    /// Rises by one with each rebuild. A rebuild checks it before it writes: corrections computed before another rebuild are stale.
    /// </summary>
    public long Rebuilds { get; set; }
}
