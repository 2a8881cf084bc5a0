using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>Where a record counts: its own unit, one day by one basis, and what it can be broken down by.</summary>
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
    /// <summary>Figures reported for a whole month: they count on its last day, and know neither item nor channel.</summary>
    public static CountingPlace OfMonth(RecordStream stream, CellBasis basis, int unitId, DateOnly month) =>
        new(stream, basis, unitId, Days.MonthEnd(month), ItemId: 0, DepartmentId: 0, default);

    public bool IsWholeMonth => Channel == default;
}

/// <summary>A change of figures at one place, to be folded into the cells of the unit and of those above it.</summary>
public readonly record struct MetricChange(CountingPlace Place, Measures Measures);

/// <summary>The outbox: changes of figures written in the transaction that changed the records, and deleted in the one that folds them.</summary>
public sealed class MetricDelta
{
    public long Id { get; set; }

    /// <summary>How many changes <see cref="Payload"/> holds, so that a fold can bound its work before it reads them.</summary>
    public int Changes { get; set; }

    /// <summary>The changes, as <c>MetricDeltaCodec</c> writes them.</summary>
    public required byte[] Payload { get; set; }
}

/// <summary>One row: how often figures have been folded. Whoever shows figures looks here to see that they changed.</summary>
public sealed class MetricsState
{
    public const int SingleId = 1;

    public int Id { get; set; } = SingleId;

    /// <summary>Rises by one with each fold or rebuild.</summary>
    public long Version { get; set; }

    /// <summary>The structure of units changed since the cells were built, so they must be built again.</summary>
    public bool NeedsRebuild { get; set; }

    /// <summary>Rises by one with each rebuild: what one has found to be lacking is no longer so when another has added it.</summary>
    public long Rebuilds { get; set; }
}
