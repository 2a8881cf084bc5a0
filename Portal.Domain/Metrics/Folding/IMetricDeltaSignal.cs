namespace Portal.Domain.Metrics.Folding;

/// <summary>Told, after the commit, that deltas wait to be folded. A signal may be lost with its process: the deltas are not.</summary>
public interface IMetricDeltaSignal
{
    void Written();
}

/// <summary>Told, after the commit, that figures changed.</summary>
public interface IMetricsListener
{
    /// <param name="version">The version the figures have now (<c>MetricsState.Version</c>).</param>
    void Folded(long version);
}
