using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Reading;

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
