using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Cells of one shape, by acceptance and by closing.</summary>
/// <param name="Key">Only this key; null for all.</param>
/// <param name="Grouping">What sums are told apart by; the rest is added up.</param>
/// <param name="Whole">The bases of whose cells all measures are wanted; of the others only the counts, and what else they say does not matter.</param>
internal sealed record CellSelection(
    CellDimension Dimension,
    RecordStream Stream,
    IReadOnlyCollection<int> UnitIds,
    CellSpans Spans,
    int? Key,
    CellGrouping Grouping,
    CellBases Whole
)
{
    public CellShape Shape => new(Dimension, Stream, Key);
}

/// <summary>Stretches of stored periods, as <see cref="MetricCell.Period"/> numbers them: both ends inclusive, in order, none touching another.</summary>
internal sealed class CellSpans(params IReadOnlyList<(int First, int Last)> spans) : IEquatable<CellSpans>
{
    public CellSpans(int first, int last)
        : this((first, last)) { }

    /// <summary>At least one.</summary>
    public IReadOnlyList<(int First, int Last)> All { get; } = spans;

    public int First => All[0].First;

    public int Last => All[^1].Last;

    /// <summary>Whether one of the stretches holds what is stored from the one period to the other.</summary>
    public bool Hold(int first, int last)
    {
        foreach (var span in All)
        {
            if (span.First <= first && last < PeriodRanges.After(span.Last))
                return true;
        }
        return false;
    }

    /// <summary>These and one more after them.</summary>
    public CellSpans Then(int first, int last) => new([.. All, (first, last)]);

    /// <summary>The last of these, up to another end.</summary>
    public CellSpans Through(int last) => new([.. All.SkipLast(1), (All[^1].First, last)]);

    public bool Equals(CellSpans? other) => other is not null && All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as CellSpans);

    public override int GetHashCode() => HashCode.Combine(First, Last, All.Count);
}

/// <summary>By acceptance, by closing, or both.</summary>
[Flags]
internal enum CellBases : byte
{
    None = 0,
    Accepted = CellBasis.Accepted,
    Closed = CellBasis.Closed,
    Both = Accepted | Closed,
}

/// <summary>What selections have in common that can be read together.</summary>
internal readonly record struct CellShape(CellDimension Dimension, RecordStream Stream, int? Key);

/// <summary>The first or last day up to <paramref name="Through"/> on which the unit accepted a record, or one fell overdue.</summary>
internal sealed record EdgeSelection(RecordStream Stream, CellBasis Basis, int UnitId, DateOnly Through, bool Last);

/// <summary>What sums of cells are told apart by, besides unit and basis.</summary>
internal enum CellGrouping
{
    None,
    Period,
    Key,
}

/// <summary>Cells of a selection added up.</summary>
/// <param name="Part">The period or the key they are told apart by; 0 without.</param>
internal readonly record struct CellSum(CellBasis Basis, int UnitId, int Part, Measures Measures);

/// <summary>Everything that some questions need to know of the cells.</summary>
internal sealed record CellNeeds(IReadOnlyList<CellSelection> Selections, IReadOnlyList<EdgeSelection> Edges)
{
    public static CellNeeds Of(IEnumerable<CellNeeds> several)
    {
        var all = several.ToList();
        return new([.. all.SelectMany(n => n.Selections)], [.. all.SelectMany(n => n.Edges).Distinct()]);
    }
}

/// <summary>Cells in memory: those that were needed, or all as of another instant.</summary>
internal interface ICells
{
    /// <summary>One sum for each unit, basis and part that has cells.</summary>
    IEnumerable<CellSum> Sum(CellSelection selection);

    /// <summary>Null when there is no such day.</summary>
    DateOnly? EdgeDay(EdgeSelection edge);
}
