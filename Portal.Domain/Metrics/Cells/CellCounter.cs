using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Counts records and reported months straight into what cells are spread from.</summary>
/// <param name="calculator">Says what a record counts for.</param>
/// <param name="sources">Where a unit reports a month itself, its records do not count in it.</param>
internal sealed class CellCounter(MetricsCalculator calculator, SourceRules sources, CellExpansion expansion)
{
    private readonly SourcedSink<CellExpansion> _records = new(sources, FigureSource.Records, expansion);
    private readonly SourcedSink<CellExpansion> _reported = new(sources, FigureSource.Reported, expansion);

    public CellExpansion Expansion => expansion;

    public void Add(in RecordFacts record) => calculator.Contribute(record, _records);

    /// <summary>The record counts as it stood at the instant.</summary>
    public void Add(in RecordFacts record, DateTimeOffset asOf) => calculator.Contribute(record, asOf, _records);

    public void Add(ReportedMonth month) => month.Contribute((place, measures) => _reported.Add(place, measures));
}
