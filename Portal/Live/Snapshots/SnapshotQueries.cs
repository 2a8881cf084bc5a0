using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;

namespace Portal.Live.Snapshots;

/// <summary>Collects the metric queries of one snapshot, so that they are read together, at one version of the metrics.</summary>
internal sealed class SnapshotQueries(LiveKey key)
{
    private readonly List<MetricQuery> _queries = [];
    private IReadOnlyList<IReadOnlyList<MetricRow>> _results = [];

    /// <summary>Adds a query. The returned function gives its rows once <see cref="ReadAsync"/> has ended.</summary>
    public Func<IReadOnlyList<MetricRow>> Add(MetricPeriod period, MetricBy by, bool monthly = false, bool ofAllChannels = false)
    {
        var number = _queries.Count;
        _queries.Add(
            new()
            {
                UnitId = key.UnitId,
                Period = period,
                By = by,
                Monthly = monthly,
                Stream = key.Stream,
                Basis = key.Basis,
                Channel = ofAllChannels ? null : key.Channel,
            }
        );
        return () => _results[number];
    }

    public async Task ReadAsync(IMetricsReader metrics, CancellationToken cancellation) =>
        _results = await metrics.ReadManyAsync(UnitScope.Everything, _queries, cancellation);
}
