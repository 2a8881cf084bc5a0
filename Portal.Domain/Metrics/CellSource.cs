using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>Cells of one shape to be read.</summary>
/// <param name="Key">Only this key; null for all.</param>
internal sealed record CellSelection(
    CellDimension Dimension, RecordStream Stream, CellBasis Basis, IReadOnlyCollection<int> UnitIds, int FirstPeriod, int LastPeriod, int? Key);

/// <summary>Where cells come from: the table, or a recount as of another instant.</summary>
internal interface ICellSource
{
    Task<IReadOnlyList<MetricCell>> ReadAsync(CellSelection selection, CancellationToken cancellation);

    /// <summary>Σ <see cref="Measures.Accepted"/> of the selection, by unit.</summary>
    Task<IReadOnlyDictionary<int, long>> SumAcceptedAsync(CellSelection selection, CancellationToken cancellation);

    /// <summary>The first or last day in the selection with <see cref="Measures.Accepted"/> or <see cref="Measures.Overdue"/> in it; null when none has.</summary>
    Task<DateOnly?> EdgeDayAsync(CellSelection selection, bool last, CancellationToken cancellation);
}

/// <summary>The table of cells.</summary>
internal sealed class StoredCells(PortalDb db) : ICellSource
{
    public async Task<IReadOnlyList<MetricCell>> ReadAsync(CellSelection selection, CancellationToken cancellation) =>
        await Select(selection).ToListAsync(cancellation);

    public async Task<IReadOnlyDictionary<int, long>> SumAcceptedAsync(CellSelection selection, CancellationToken cancellation) =>
        await Select(selection)
            .GroupBy(c => c.UnitId)
            .Select(g => new { UnitId = g.Key, Sum = g.Sum(c => c.Measures.Accepted) })
            .ToDictionaryAsync(s => s.UnitId, s => s.Sum, cancellation);

    public async Task<DateOnly?> EdgeDayAsync(CellSelection selection, bool last, CancellationToken cancellation)
    {
        var days = Select(selection).Where(c => c.Measures.Accepted > 0 || c.Measures.Overdue > 0).Select(c => (int?)c.Period);
        return (last ? await days.MaxAsync(cancellation) : await days.MinAsync(cancellation)) is { } day ? Days.FromNumber(day) : null;
    }

    private IQueryable<MetricCell> Select(CellSelection s)
    {
        var cells = db.MetricCells.AsNoTracking().Where(c =>
            c.Dimension == s.Dimension && c.Stream == s.Stream && c.Basis == s.Basis && c.Period >= s.FirstPeriod && c.Period <= s.LastPeriod);
        var single = s.UnitIds.Count == 1 ? s.UnitIds.First() : 0;
        cells = s.UnitIds.Count == 1 ? cells.Where(c => c.UnitId == single) : cells.Where(c => s.UnitIds.Contains(c.UnitId));
        return s.Key is { } key ? cells.Where(c => c.Key == key) : cells;
    }
}

/// <summary>Cells counted in memory for a question as of another instant.</summary>
internal sealed class CountedCells : ICellSource
{
    private readonly ILookup<(CellDimension, RecordStream, CellBasis, int), MetricCell> _cells;

    public CountedCells(IReadOnlyDictionary<CellKey, Measures> cells) => _cells = cells
        .Select(c => new MetricCell
        {
            Dimension = c.Key.Dimension,
            Stream = c.Key.Stream,
            Basis = c.Key.Basis,
            UnitId = c.Key.UnitId,
            Period = c.Key.Period,
            Key = c.Key.Key,
            Measures = c.Value,
        })
        .ToLookup(c => (c.Dimension, c.Stream, c.Basis, c.UnitId));

    public Task<IReadOnlyList<MetricCell>> ReadAsync(CellSelection selection, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MetricCell>>([.. Select(selection)]);

    public Task<IReadOnlyDictionary<int, long>> SumAcceptedAsync(CellSelection selection, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<int, long>>(
            Select(selection).GroupBy(c => c.UnitId).ToDictionary(g => g.Key, g => g.Sum(c => c.Measures.Accepted)));

    public Task<DateOnly?> EdgeDayAsync(CellSelection selection, bool last, CancellationToken cancellation)
    {
        var days = Select(selection).Where(c => c.Measures.Accepted > 0 || c.Measures.Overdue > 0).Select(c => c.Period).Order().ToList();
        return Task.FromResult<DateOnly?>(days.Count == 0 ? null : Days.FromNumber(last ? days[^1] : days[0]));
    }

    private IEnumerable<MetricCell> Select(CellSelection s) => s.UnitIds
        .SelectMany(unit => _cells[(s.Dimension, s.Stream, s.Basis, unit)])
        .Where(c => c.Period >= s.FirstPeriod && c.Period <= s.LastPeriod && (s.Key is null || c.Key == s.Key));
}
