using System.Runtime.InteropServices;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Sums the changes of many records by place, and writes them to the outbox in the transaction that changes the records.</summary>
public sealed class ChangeCollector
{
    /// <summary>A fold takes whole outbox rows; small rows keep its transactions short.</summary>
    private const int ChangesPerRow = 10_000;

    private readonly Dictionary<CountingPlace, Measures> _changes = [];
    private readonly MetricsCalculator _calculator;
    private readonly SourceFilterSink<AddingSink> _add;
    private readonly SourceFilterSink<SubtractingSink> _remove;
    private readonly SourceFilterSink<AddingSink> _addReported;

    /// <param name="calculator">Computes the contributions of a record.</param>
    /// <param name="sources">Records of a month that the unit reports itself are skipped.</param>
    public ChangeCollector(MetricsCalculator calculator, SourceRules sources)
    {
        _calculator = calculator;
        _add = new(sources, FigureSource.Records, new(_changes));
        _remove = new(sources, FigureSource.Records, new(_changes));
        _addReported = new(sources, FigureSource.Reported, new(_changes));
    }

    /// <summary>The changes so far; places whose changes cancel out are left out.</summary>
    public IEnumerable<MetricChange> Changes => _changes.Where(c => !c.Value.IsZero).Select(c => new MetricChange(c.Key, c.Value));

    /// <summary>Adds the record's contributions.</summary>
    public void Add(ServiceRecord record) => Add(RecordFacts.Of(record));

    /// <inheritdoc cref="Add(ServiceRecord)"/>
    public void Add(in RecordFacts record) => _calculator.Contribute(record, _add);

    /// <summary>Adds the record's contributions as of the instant.</summary>
    public void Add(in RecordFacts record, DateTimeOffset asOf) => _calculator.Contribute(record, asOf, _add);

    /// <summary>Subtracts the contributions of the record in its given state.</summary>
    public void Remove(ServiceRecord record) => Remove(RecordFacts.Of(record));

    /// <inheritdoc cref="Remove(ServiceRecord)"/>
    public void Remove(in RecordFacts record) => _calculator.Contribute(record, _remove);

    /// <summary>Adds the contributions of a reported month, if reports are the unit's source of record.</summary>
    public void Add(ReportedMonth month) => month.Contribute((place, measures) => _addReported.Add(place, measures));

    /// <summary>Adds the changes of another collector; opposite changes cancel out.</summary>
    public void Merge(ChangeCollector other)
    {
        foreach (var (place, measures) in other.Changes)
            Measures.AddTo(ref Slot(_changes, place), measures);
    }

    /// <summary>Removes all changes and keeps the allocated memory.</summary>
    public void Clear() => _changes.Clear();

    /// <summary>Adds outbox rows to the context; the caller saves them together with the records.</summary>
    public void WriteTo(PortalDb db)
    {
        foreach (var part in Changes.Chunk(ChangesPerRow))
        {
            db.MetricDeltas.Add(new MetricDelta { Changes = part.Length, Payload = MetricDeltaCodec.Encode(part) });
        }
    }

    private static ref Measures Slot(Dictionary<CountingPlace, Measures> changes, in CountingPlace place) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(changes, place, out _);

    private readonly struct AddingSink(Dictionary<CountingPlace, Measures> changes) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => Measures.AddTo(ref Slot(changes, place), measures);
    }

    private readonly struct SubtractingSink(Dictionary<CountingPlace, Measures> changes) : ICountingSink
    {
        public void Add(in CountingPlace place, in Measures measures) => Measures.AddTo(ref Slot(changes, place), measures * -1);
    }
}
