using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>A query for figures.</summary>
public sealed record MetricQuery
{
    /// <summary>The unit, the units below it included.</summary>
    public required int UnitId { get; init; }

    public required MetricPeriod Period { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    public MetricBy By { get; init; } = MetricBy.None;

    /// <summary>Also breaks the units down by month; only with <see cref="MetricBy.Unit"/>.</summary>
    public bool Monthly { get; init; }

    /// <summary>The date by which records belong to the period.</summary>
    public MetricBasis Basis { get; init; } = MetricBasis.Accepted;

    /// <summary>The structure of units that assigns records to units.</summary>
    public MetricStructure Structure { get; init; } = MetricStructure.Then;

    /// <summary>Only records of one channel; with <see cref="MetricBy.Item"/> or <see cref="MetricBy.Department"/> it is refused.</summary>
    public Channel? Channel { get; init; }

    /// <summary>
    /// Also reads completeness and timeliness of the units' monthly figures; then units and months that owe figures are in the answer
    /// even without a record. Only without a breakdown and by unit or month, and not for one channel.
    /// </summary>
    public bool Reporting { get; init; }

    /// <summary>
    /// Also reads what came of supervision, as it stands now; then units and months that have cards, orders or items of campaigns are in
    /// the answer even without a record. Only without a breakdown and by unit or month, not for one channel, and not as of an instant.
    /// </summary>
    public bool Outcomes { get; init; }

    /// <summary>
    /// Reads the figures as of this instant: without records accepted later, and with records closed later as open. Null for now.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>The date that decides the cohort of a metric.</summary>
public enum MetricBasis
{
    Accepted,
    Closed,
}
