using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Lets through what comes from the one source that counts for its unit, stream and month. The only place where this is decided.</summary>
internal readonly struct SourcedSink<TSink>(SourceRules sources, FigureSource from, TSink sink) : ICountingSink
    where TSink : ICountingSink
{
    public void Add(in CountingPlace place, in Measures measures)
    {
        if (sources.At(place.UnitId, place.Stream, place.Day) == from)
            sink.Add(place, measures);
    }
}
