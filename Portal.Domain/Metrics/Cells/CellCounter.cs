using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Adds records and reported months directly to a <see cref="CellExpansion"/>.</summary>
/// <param name="calculator">Computes the contributions of a record.</param>
/// <param name="sources">Records of a month that the unit reports itself are skipped.</param>
internal sealed class CellCounter(MetricsCalculator calculator, SourceRules sources, CellExpansion expansion)
{
    private readonly SourceFilterSink<CellExpansion> _records = new(sources, FigureSource.Records, expansion);
    private readonly SourceFilterSink<CellExpansion> _reported = new(sources, FigureSource.Reported, expansion);

    public CellExpansion Expansion => expansion;

    public void Add(in RecordFacts record) => calculator.Contribute(record, _records);

    /// <summary>Adds the record's contributions as of the instant.</summary>
    public void Add(in RecordFacts record, DateTimeOffset asOf) => calculator.Contribute(record, asOf, _records);

    public void Add(ReportedMonth month) => month.Contribute((place, measures) => _reported.Add(place, measures));
}
