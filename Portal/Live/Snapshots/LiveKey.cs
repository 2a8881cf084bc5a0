using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;

namespace Portal.Live.Snapshots;

/// <summary>What a view shows: viewers with equal keys share one snapshot.</summary>
public sealed record LiveKey(
    int UnitId,
    MetricPeriod Period,
    RecordStream Stream,
    Channel? Channel = null,
    MetricBasis Basis = MetricBasis.Accepted
)
{
    /// <summary>Up to so many days a trend goes day by day, beyond that month by month.</summary>
    public const int DaysShownSingly = 62;

    public bool ByDay => Period.Length <= DaysShownSingly;
}
