using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;

namespace Portal.Live.Snapshots;

/// <summary>Identifies the data of a view: viewers with equal keys share one snapshot.</summary>
public sealed record LiveKey(
    int UnitId,
    MetricPeriod Period,
    RecordStream Stream,
    Channel? Channel = null,
    MetricBasis Basis = MetricBasis.Accepted
)
{
    /// <summary>The longest period, in days, with one step per day in its trend; longer ones have one per month.</summary>
    public const int DaysShownSingly = 62;

    public bool ByDay => Period.Length <= DaysShownSingly;
}
