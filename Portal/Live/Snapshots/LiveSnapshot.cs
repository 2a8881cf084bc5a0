using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Live.Snapshots;

/// <summary>The data of a view at one version of the metrics. Immutable: all viewers of the view share it.</summary>
public sealed record LiveSnapshot
{
    public required LiveKey Key { get; init; }

    /// <summary>The metrics version at which it was read, or an earlier one.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Null when the period has no record.</summary>
    public FigureSet? Current { get; init; }

    /// <summary>Null when the previous period has no record.</summary>
    public FigureSet? Previous { get; init; }

    /// <summary>Null when the same period of the previous year has no record.</summary>
    public FigureSet? YearBefore { get; init; }

    /// <summary>Every day or month of the period, in order.</summary>
    public required IReadOnlyList<TrendPoint> Trend { get; init; }

    /// <summary>Every day or month of the previous period, in order.</summary>
    public required IReadOnlyList<TrendPoint> PreviousTrend { get; init; }

    public required IReadOnlyList<TrendPoint> YearBeforeTrend { get; init; }

    /// <summary>The child units, grouped by kind, including those without a record.</summary>
    public required IReadOnlyList<UnitGroup> Groups { get; init; }

    /// <summary>What the view's unit holds itself, in no child unit; null when it holds nothing, or has no child unit.</summary>
    public UnitFigures? Own { get; init; }

    /// <summary>
    /// The months of <see cref="UnitFigures.Months"/>, in order: those of the period or, for a short period, the twelve months up to its
    /// end.
    /// </summary>
    public required IReadOnlyList<DateOnly> HeatMonths { get; init; }

    /// <summary>
    /// The days of <see cref="HeatMonths"/> that count: those of the period or, for a short period, of all twelve months.
    /// </summary>
    public MetricPeriod HeatPeriod { get; init; }

    /// <summary>Figures by the unit that implements the item; empty when the view shows one channel.</summary>
    public required IReadOnlyList<PartFigures> Departments { get; init; }

    /// <summary>Empty when the view shows one channel.</summary>
    public required IReadOnlyList<PartFigures> Items { get; init; }

    public required IReadOnlyList<PartFigures> Channels { get; init; }

    /// <summary>The latest records, latest first.</summary>
    public required IReadOnlyList<RecentRecord> Latest { get; init; }

    /// <summary>The reported, provisional and missing parts of the figures; null when no unit of the view reports.</summary>
    public ReportedState? Reported { get; init; }

    /// <summary>Numbers of the view may be made of sheets as well as of records.</summary>
    public bool MayHoldSheets { get; init; }

    /// <summary>Units moved, so that a backlog on the structure of then is a difference of two lists.</summary>
    public bool HasMoved { get; init; }

    /// <summary>The latest change of the listed records; null when there is none.</summary>
    public DateTimeOffset? DataAsOf => Latest.Count == 0 ? null : Latest.Max(r => r.ChangedAt);

    /// <summary>The figures of the period; all zero when it has no record.</summary>
    public FigureSet CurrentOrZero => Current ?? new FigureSet();
}

/// <summary>One step of a trend.</summary>
/// <param name="Day">The day, or the first of the month.</param>
/// <param name="Figures">Null when the step has no record: a gap, not a zero.</param>
public sealed record TrendPoint(DateOnly Day, FigureSet? Figures);

/// <summary>Child units of one kind, which can be ranked.</summary>
public sealed record UnitGroup(UnitKind Kind, IReadOnlyList<UnitFigures> Units);

/// <summary>A child unit of the view's unit, or that unit's own row.</summary>
/// <param name="Current">Null when the unit has no record in the period.</param>
/// <param name="Previous">Null when the unit has no record in the previous period.</param>
/// <param name="Months">The months with records, among <see cref="LiveSnapshot.HeatMonths"/>.</param>
public sealed record UnitFigures(
    int Id,
    string Code,
    string Name,
    FigureSet? Current,
    FigureSet? Previous,
    IReadOnlyDictionary<DateOnly, FigureSet> Months
)
{
    /// <summary>
    /// The spans of days on which it hung directly below the view's unit, both ends inclusive; empty for all days, and for the own row.
    /// </summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> Below { get; init; } = [];
}

/// <summary>The figures of an item, a channel or a department.</summary>
/// <param name="Previous">Null when it has no record in the previous period.</param>
public sealed record PartFigures(string Key, string Name, FigureSet Current, FigureSet? Previous);
