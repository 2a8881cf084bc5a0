using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;

namespace Portal.Domain.Metrics.Reading;

/// <summary>
/// Reads figures: from stored cells, or from the records for a query as of an instant. A query for a unit out of scope has no rows.
/// </summary>
public interface IMetricsReader
{
    /// <summary>The figures of the query by its breakdown, ordered by key; parts without any record are left out.</summary>
    /// <remarks>
    /// By unit the rows add up to the unit: what it holds itself has a row under its own code (<see cref="MetricRow.IsOwn"/>), and a unit
    /// that has only a backlog has a row too.
    /// </remarks>
    Task<IReadOnlyList<MetricRow>> ReadAsync(UnitScope scope, MetricQuery query, CancellationToken cancellation = default);

    /// <summary>
    /// The query by <see cref="MetricBy.Unit"/> and month: the children of the unit and what it holds itself, month by month.
    /// </summary>
    Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(UnitScope scope, MetricQuery query, CancellationToken cancellation = default);

    /// <summary>
    /// Answers to many queries, in their order. Together they cost little more than one, and all are read in one database snapshot.
    /// </summary>
    Task<IReadOnlyList<IReadOnlyList<MetricRow>>> ReadManyAsync(
        UnitScope scope,
        IReadOnlyList<MetricQuery> queries,
        CancellationToken cancellation = default
    );

    /// <summary>The version of the figures; rises with each fold or rebuild. Callers compare it to detect changes.</summary>
    Task<long> VersionAsync(CancellationToken cancellation = default);
}

/// <summary>The figures of one unit and one part of a breakdown.</summary>
/// <param name="UnitId">
/// The unit the figures are of: with <see cref="MetricBy.Unit"/> the child, or the unit asked for where the row is its own; else the unit
/// asked for.
/// </param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name at the end of the period.</param>
/// <param name="Key">
/// Unit code, <c>2014-10</c>, <c>2014-10-31</c>, item code, channel or department code; empty without a breakdown, and for records without
/// item, channel or department.
/// </param>
/// <param name="KeyName">The name of unit or item at the end of the period; the key itself for months, days and channels.</param>
/// <param name="Figures">The inputs of every metric.</param>
public sealed record MetricRow(int UnitId, string UnitCode, string UnitName, string Key, string KeyName, FigureSet Figures)
{
    /// <summary>The first day of the month in an answer by month (<see cref="MetricQuery.Monthly"/>); null otherwise.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>
    /// 本级: in an answer by unit, the row of what the unit asked for holds itself, without its listed children. It stands under the
    /// unit's own code and is never ranked; <see cref="UnitName"/> is that of the unit, so a page must say that it is not the whole.
    /// </summary>
    /// <remarks>By today's structure it also holds the records of dissolved units that last hung below the unit.</remarks>
    public bool IsOwn { get; init; }
}
