using System.Runtime.InteropServices;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Adds up what many records change, place by place, until it is written to the outbox in the records' own transaction.</summary>
public sealed class ChangeCollector
{
    /// <summary>A fold takes whole outbox rows; smaller ones keep its transactions short.</summary>
    private const int ChangesPerRow = 10_000;

    private readonly Dictionary<CountingPlace, Measures> _changes = [];
    private readonly MetricsCalculator _calculator;
    private readonly SourcedSink<Plus> _add;
    private readonly SourcedSink<Minus> _remove;
    private readonly SourcedSink<Plus> _addReported;

    /// <param name="calculator">Says what a record counts for.</param>
    /// <param name="sources">Where a unit reports a month itself, its records do not count in it.</param>
    public ChangeCollector(MetricsCalculator calculator, SourceRules sources)
    {
        _calculator = calculator;
        _add = new(sources, FigureSource.Records, new(_changes));
        _remove = new(sources, FigureSource.Records, new(_changes));
        _addReported = new(sources, FigureSource.Reported, new(_changes));
    }

    /// <summary>What is collected so far; places whose changes cancel out are left out.</summary>
    public IEnumerable<MetricChange> Changes => _changes.Where(c => !c.Value.IsZero).Select(c => new MetricChange(c.Key, c.Value));

    /// <summary>The record now counts.</summary>
    public void Add(ServiceRecord record) => Add(RecordFacts.Of(record));

    /// <inheritdoc cref="Add(ServiceRecord)"/>
    public void Add(in RecordFacts record) => _calculator.Contribute(record, _add);

    /// <summary>The record counts as it stood at the instant.</summary>
    public void Add(in RecordFacts record, DateTimeOffset asOf) => _calculator.Contribute(record, asOf, _add);

    /// <summary>The record, as given, counts no longer.</summary>
    public void Remove(ServiceRecord record) => Remove(RecordFacts.Of(record));

    /// <inheritdoc cref="Remove(ServiceRecord)"/>
    public void Remove(in RecordFacts record) => _calculator.Contribute(record, _remove);

    /// <summary>What was reported for a month counts, where the unit reports.</summary>
    public void Add(ReportedMonth month) => month.Contribute((place, measures) => _addReported.Add(place, measures));

    /// <summary>Adds what another collector holds; what cancels out is gone.</summary>
    public void Take(ChangeCollector other)
    {
        foreach (var (place, measures) in other.Changes)
            Measures.AddTo(ref Slot(_changes, place), measures);
    }

    /// <summary>Forgets all, and keeps the room for as many again.</summary>
    public void Clear() => _changes.Clear();

    /// <summary>Puts the changes into the outbox of the context, to be saved with what else it saves.</summary>
    public void WriteTo(PortalDb db)
    {
        foreach (var part in Changes.Chunk(ChangesPerRow))
        {
            db.MetricDeltas.Add(new MetricDelta { Changes = part.Length, Payload = MetricDeltaCodec.Encode(part) });
        }
    }

    private static ref Measures Slot(Dictionary<CountingPlace, Measures> changes, in CountingPlace place) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(changes, place, out _);

    private readonly struct Plus(Dictionary<CountingPlace, Measures> changes) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => Measures.AddTo(ref Slot(changes, place), measures);
    }

    private readonly struct Minus(Dictionary<CountingPlace, Measures> changes) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => Measures.AddTo(ref Slot(changes, place), measures * -1);
    }
}
