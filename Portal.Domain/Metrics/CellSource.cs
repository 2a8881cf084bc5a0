using Portal.Domain.Records;

namespace Portal.Domain.Metrics;

/// <summary>Cells of one shape to be read, by acceptance and by closing.</summary>
/// <param name="Key">Only this key; null for all.</param>
/// <param name="Grouping">What is told apart; the rest is added up where the cells are.</param>
internal sealed record CellSelection(
    CellDimension Dimension, RecordStream Stream, IReadOnlyCollection<int> UnitIds, int FirstPeriod, int LastPeriod, int? Key, CellGrouping Grouping);

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

/// <summary>Where cells come from: the table, or a recount as of another instant.</summary>
internal interface ICellSource
{
    Task<IReadOnlyList<CellSum>> SumAsync(CellSelection selection, CancellationToken cancellation);

    /// <summary>The first or last day up to <paramref name="through"/> on which the unit accepted a record, or one fell overdue; null when none did.</summary>
    Task<DateOnly?> EdgeDayAsync(RecordStream stream, CellBasis basis, int unitId, DateOnly through, bool last, CancellationToken cancellation);
}
