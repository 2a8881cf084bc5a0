namespace Portal.Domain.Metrics.Reading;

/// <summary>The breakdown of the answer.</summary>
public enum MetricBy
{
    None,

    /// <summary>The units directly below, and what the unit holds itself.</summary>
    Unit,
    Month,
    Day,
    Item,
    Channel,

    /// <summary>The units that implement the items.</summary>
    Department,
}
