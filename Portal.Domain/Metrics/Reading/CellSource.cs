using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>The cells of one shape that a query needs, by acceptance and by closing.</summary>
/// <param name="Key">Only this key; null for all.</param>
/// <param name="Grouping">How cells are grouped, besides by unit and basis; within a group they are summed.</param>
/// <param name="FullBases">The bases whose cells are needed with all measures; of the others only the counts are defined.</param>
internal sealed record CellSelection(
    CellDimension Dimension,
    RecordStream Stream,
    IReadOnlyCollection<int> UnitIds,
    CellSpans Spans,
    int? Key,
    CellGrouping Grouping,
    CellBases FullBases
)
{
    public CellShape Shape => new(Dimension, Stream, Key);
}

/// <summary>
/// Ranges of stored periods, as <see cref="MetricCell.Period"/> numbers them: both ends inclusive, in order, not adjacent.
/// </summary>
internal sealed class CellSpans(params IReadOnlyList<(int First, int Last)> spans) : IEquatable<CellSpans>
{
    public CellSpans(int first, int last)
        : this((first, last)) { }

    /// <summary>At least one.</summary>
    public IReadOnlyList<(int First, int Last)> All { get; } = spans;

    public int First => All[0].First;

    public int Last => All[^1].Last;

    /// <summary>Whether one of the ranges contains all stored periods from the first to the last.</summary>
    public bool Contains(int first, int last)
    {
        foreach (var span in All)
        {
            if (span.First <= first && last < PeriodRanges.After(span.Last))
                return true;
        }
        return false;
    }

    /// <summary>A copy with one more range at the end.</summary>
    public CellSpans Append(int first, int last) => new([.. All, (first, last)]);

    /// <summary>A copy whose last range ends at <paramref name="last"/>.</summary>
    public CellSpans ExtendTo(int last) => new([.. All.SkipLast(1), (All[^1].First, last)]);

    public bool Equals(CellSpans? other) => other is not null && All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as CellSpans);

    public override int GetHashCode() => HashCode.Combine(First, Last, All.Count);
}

/// <summary>A set of bases: by acceptance, by closing, or both. The values equal those of <see cref="CellBasis"/>.</summary>
[Flags]
internal enum CellBases : byte
{
    None = 0,
    Accepted = CellBasis.Accepted,
    Closed = CellBasis.Closed,
    Both = Accepted | Closed,
}

/// <summary>The part of a selection that must be equal for two selections to be read together.</summary>
internal readonly record struct CellShape(CellDimension Dimension, RecordStream Stream, int? Key);

/// <summary>
/// A query for the first or last day, up to <paramref name="Through"/>, on which the unit accepted a record or one fell overdue.
/// </summary>
internal sealed record EdgeSelection(RecordStream Stream, CellBasis Basis, int UnitId, DateOnly Through, bool Last);

/// <summary>How cells are grouped before they are summed, besides by unit and basis.</summary>
internal enum CellGrouping
{
    None,
    Period,
    Key,
}

/// <summary>The sum of one group of a selection's cells.</summary>
/// <param name="Part">The period or key of the group; 0 for <see cref="CellGrouping.None"/>.</param>
internal readonly record struct CellSum(CellBasis Basis, int UnitId, int Part, Measures Measures);

/// <summary>All cells that a set of queries needs.</summary>
internal sealed record CellNeeds(IReadOnlyList<CellSelection> Selections, IReadOnlyList<EdgeSelection> Edges)
{
    public static CellNeeds Of(IEnumerable<CellNeeds> several)
    {
        var all = several.ToList();
        return new([.. all.SelectMany(n => n.Selections)], [.. all.SelectMany(n => n.Edges).Distinct()]);
    }
}

/// <summary>Cells in memory: those loaded for a set of queries, or all cells as of an instant.</summary>
internal interface ICells
{
    /// <summary>One sum for each unit, basis and group that has cells.</summary>
    IEnumerable<CellSum> Sum(CellSelection selection);

    /// <summary>Null when there is no such day.</summary>
    DateOnly? EdgeDay(EdgeSelection edge);
}
