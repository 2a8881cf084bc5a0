namespace Portal.Domain.Metrics.Reading;

/// <summary>The structure of units by which a figure is read.</summary>
public enum MetricStructure
{
    /// <summary>The structure of the record's day: a record counts for the units above its unit on that day.</summary>
    Then,

    /// <summary>Today's structure: a record counts for the units above its unit today.</summary>
    Today,
}
