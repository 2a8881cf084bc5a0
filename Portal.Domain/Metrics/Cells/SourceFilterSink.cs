using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>
/// Passes contributions on if <paramref name="from"/> is the source of record of their unit, stream and month, and drops all others.
/// The only class that decides this.
/// </summary>
internal readonly struct SourceFilterSink<TSink>(SourceRules sources, FigureSource from, TSink sink) : ICountingSink
    where TSink : ICountingSink
{
    public void Add(in CountingPlace place, in Measures measures)
    {
        if (sources.At(place.UnitId, place.Stream, place.Day) == from)
            sink.Add(place, measures);
    }
}
