using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Live.Snapshots;

/// <summary>Everything a view shows, at one version of the figures. Immutable: all its viewers render from the same one.</summary>
public sealed record LiveSnapshot
{
    public required LiveKey Key { get; init; }

    /// <summary>The version of the figures it was read at, or one a little before.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Null when the period holds no record.</summary>
    public FigureSet? Current { get; init; }

    /// <summary>Null when the period before holds none.</summary>
    public FigureSet? Previous { get; init; }

    /// <summary>Null when the same period of the year before holds none.</summary>
    public FigureSet? YearBefore { get; init; }

    /// <summary>Every day or month of the period, in order.</summary>
    public required IReadOnlyList<TrendPoint> Trend { get; init; }

    /// <summary>The period before, in steps of the same kind.</summary>
    public required IReadOnlyList<TrendPoint> PreviousTrend { get; init; }

    public required IReadOnlyList<TrendPoint> YearBeforeTrend { get; init; }

    /// <summary>The units directly below, those without a record included, kind by kind.</summary>
    public required IReadOnlyList<UnitGroup> Groups { get; init; }

    /// <summary>The months of <see cref="UnitFigures.Months"/>, in order: those of the period or, when these are few, those that led up to it.</summary>
    public required IReadOnlyList<DateOnly> HeatMonths { get; init; }

    /// <summary>By the units that implement the items; empty when the view is of one channel.</summary>
    public required IReadOnlyList<PartFigures> Departments { get; init; }

    /// <summary>Empty when the view is of one channel.</summary>
    public required IReadOnlyList<PartFigures> Items { get; init; }

    public required IReadOnlyList<PartFigures> Channels { get; init; }

    /// <summary>The latest records, latest first.</summary>
    public required IReadOnlyList<RecentRecord> Latest { get; init; }

    /// <summary>What of the figures is reported, provisional or missing; null when no unit of the view reports.</summary>
    public ReportedState? Reported { get; init; }

    /// <summary>The last thing that happened to the records shown; null when there is none.</summary>
    public DateTimeOffset? DataAsOf => Latest.Count == 0 ? null : Latest.Max(r => r.ChangedAt);

    /// <summary>The figures of the period, all zero when it holds no record.</summary>
    public FigureSet CurrentOrZero => Current ?? new FigureSet();
}

/// <summary>One step of a trend.</summary>
/// <param name="Day">The day, or the first of the month.</param>
/// <param name="Figures">Null when it holds no record: a gap, not a zero.</param>
public sealed record TrendPoint(DateOnly Day, FigureSet? Figures);

/// <summary>Units of one kind, which may be ranked against each other.</summary>
public sealed record UnitGroup(UnitKind Kind, IReadOnlyList<UnitFigures> Units);

/// <summary>A unit below the one shown.</summary>
/// <param name="Current">Null when it has no record in the period.</param>
/// <param name="Previous">Null when it had none in the period before.</param>
/// <param name="Months">The months shown that hold records.</param>
public sealed record UnitFigures(
    int Id,
    string Code,
    string Name,
    FigureSet? Current,
    FigureSet? Previous,
    IReadOnlyDictionary<DateOnly, FigureSet> Months
);

/// <summary>An item, a channel or a department.</summary>
/// <param name="Previous">Null when it had no record in the period before.</param>
public sealed record PartFigures(string Key, string Name, FigureSet Current, FigureSet? Previous);
