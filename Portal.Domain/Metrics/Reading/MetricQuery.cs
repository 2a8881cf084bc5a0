using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>A question for figures.</summary>
public sealed record MetricQuery
{
    /// <summary>The unit, the units below it included.</summary>
    public required int UnitId { get; init; }

    public required MetricPeriod Period { get; init; }

    public RecordStream Stream { get; init; } = RecordStream.Cases;

    public MetricBy By { get; init; } = MetricBy.None;

    /// <summary>Also tells the units apart by month; only with <see cref="MetricBy.Unit"/>.</summary>
    public bool Monthly { get; init; }

    /// <summary>The date that decides which records are spoken of.</summary>
    public MetricBasis Basis { get; init; } = MetricBasis.Accepted;

    /// <summary>The structure of units to read by.</summary>
    public MetricStructure Structure { get; init; } = MetricStructure.Then;

    /// <summary>Only records of one channel; with <see cref="MetricBy.Item"/> or <see cref="MetricBy.Department"/> it is refused.</summary>
    public Channel? Channel { get; init; }

    /// <summary>
    /// Also tell how complete and how timely the monthly figures of the units are; then units and months that owe some are in the answer
    /// even without a record. Only without a breakdown and by unit or month, and not for one channel.
    /// </summary>
    public bool Reporting { get; init; }

    /// <summary>Another instant than now: what was accepted later is not there, what closed later is still open.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>What the answer is broken down by.</summary>
public enum MetricBy
{
    None,

    /// <summary>The units directly below.</summary>
    Unit,
    Month,
    Day,
    Item,
    Channel,

    /// <summary>The units that implement the items.</summary>
    Department,
}

/// <summary>The cohort of a metric.</summary>
public enum MetricBasis
{
    Accepted,
    Closed,
}

/// <summary>Which structure of units a figure is read by.</summary>
public enum MetricStructure
{
    /// <summary>Every record counts where it belonged on its day.</summary>
    Then,

    /// <summary>Every record counts where its unit hangs today.</summary>
    Today,
}
