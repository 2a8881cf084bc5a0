namespace Portal.Domain.Metrics;

/// <summary>Reads figures. Everything but a question as of another instant is answered from cells.</summary>
public interface IMetricsReader
{
    /// <summary>The figures of the query, broken down as it asks; a part without any record is left out. Ordered by key.</summary>
    Task<IReadOnlyList<MetricRow>> ReadAsync(MetricQuery query, CancellationToken cancellation = default);

    /// <summary>Like <see cref="MetricBy.Unit"/> crossed with months: the children of the unit, month by month.</summary>
    Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(MetricQuery query, CancellationToken cancellation = default);

    /// <summary>Answers to many questions, in their order: together they cost little more than one, and all tell of the same moment.</summary>
    Task<IReadOnlyList<IReadOnlyList<MetricRow>>> ReadManyAsync(
        IReadOnlyList<MetricQuery> queries,
        CancellationToken cancellation = default
    );

    /// <summary>How often figures have been folded; whoever shows figures compares this.</summary>
    Task<long> VersionAsync(CancellationToken cancellation = default);
}

/// <summary>The figures of one unit and one part of a breakdown.</summary>
/// <param name="UnitId">The unit the figures are of: with <see cref="MetricBy.Unit"/> the child, else the unit asked for.</param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name at the end of the period.</param>
/// <param name="Key">Unit code, <c>2014-10</c>, <c>2014-10-31</c>, item code, channel or department code; empty without a breakdown or for records that have none.</param>
/// <param name="KeyName">The key in words (names of units and items as of the end of the period); the key itself for months, days and channels.</param>
/// <param name="Figures">What every metric is made of.</param>
public sealed record MetricRow(int UnitId, string UnitCode, string UnitName, string Key, string KeyName, FigureSet Figures)
{
    /// <summary>The month (its first day) in an answer told apart by month (<see cref="MetricQuery.Monthly"/>).</summary>
    public DateOnly? Month { get; init; }
}

/// <summary>Everything the formulas need of one unit and part.</summary>
public sealed record FigureSet
{
    /// <summary>The cohort by the basis asked for.</summary>
    public Measures Cohort { get; init; }

    /// <summary>How many were accepted in the period, whatever the basis.</summary>
    public RecordCounts Accepted { get; init; }

    /// <summary>How many were closed in the period, whatever the basis.</summary>
    public RecordCounts ClosedInPeriod { get; init; }

    /// <summary>Accepted so far − closed so far, at the end of the period; null where the breakdown keeps no history (items, channels, departments).</summary>
    public long? Backlog { get; init; }

    /// <summary>Σ promised limit over items in force at the end of the period that have a statutory limit; null when this part has no such items.</summary>
    public long? PromisedMinutes { get; init; }

    /// <summary>Σ statutory limit over the same items.</summary>
    public long? PromisedStatutoryMinutes { get; init; }

    /// <summary>
    /// Days from the last appeal that fell overdue to the end of the period (today at the latest), or, when none ever did, the days
    /// since the first appeal was accepted, that day included; null when there was no appeal yet. Only without a breakdown.
    /// </summary>
    public int? ZeroOverdueDays { get; init; }

    /// <summary>入驻 and should be, of the departments in this part; null where it does not apply.</summary>
    public (int Stationed, int MustBe)? Stationed { get; init; }

    /// <summary>达标 points and all points, of this part; null where it does not apply.</summary>
    public (int Compliant, int Points)? Compliance { get; init; }

    /// <summary>Monthly figures approved and expected; null where they were not asked for (<see cref="MetricQuery.Reporting"/>) or none were expected.</summary>
    public (int Approved, int Expected)? Completeness { get; init; }

    /// <summary>Of the same, those first handed in by their deadline, and those that were handed in or should have been; null likewise.</summary>
    public (int InTime, int Due)? Timeliness { get; init; }
}
