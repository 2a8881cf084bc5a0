using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;

namespace Portal.Live.Snapshots;

/// <summary>The questions of one snapshot: all are collected before any is answered, so that their answers are read together and tell of one moment.</summary>
internal sealed class LiveQuestions(LiveKey key)
{
    private readonly List<MetricQuery> _queries = [];
    private IReadOnlyList<IReadOnlyList<MetricRow>> _answers = [];

    /// <summary>Adds a question of the view; the answer is there once <see cref="ReadAsync"/> has ended.</summary>
    public Func<IReadOnlyList<MetricRow>> Ask(MetricPeriod period, MetricBy by, bool monthly = false, bool ofAllChannels = false)
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
        return () => _answers[number];
    }

    public async Task ReadAsync(IMetricsReader metrics, CancellationToken cancellation) =>
        _answers = await metrics.ReadManyAsync(_queries, cancellation);
}
