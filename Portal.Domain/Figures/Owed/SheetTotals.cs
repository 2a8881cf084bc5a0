using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Owed;

/// <summary>
/// Counts the sheets of a unit and all below it by state, without listing them. The counts of a month are kept until the month changes.
/// </summary>
public sealed class SheetTotals(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    DistrictTime time
) : IDisposable
{
    // Two years of boards; a month of a province takes less than a megabyte.
    private const int MostMonths = 36;

    private readonly ConcurrentDictionary<DateOnly, CountedMonth> _known = new();
    private readonly SemaphoreSlim _counting = new(1, 1);

    /// <summary>
    /// The totals of months, both inclusive, by today's structure, for the units of the scope. Months without any form are included, empty.
    /// </summary>
    public async Task<IReadOnlyDictionary<DateOnly, MonthTotals>> ReadAsync(
        UnitScope scope,
        DateOnly fromMonth,
        DateOnly toMonth,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        var forms = await figures.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // Every step of a sheet raises its revision, so the sum of revisions shows whether the month changed.
        var marks = await db
            .FigureSheets.Where(s => fromMonth <= s.Month && s.Month <= toMonth)
            .GroupBy(s => s.Month)
            .Select(g => new
            {
                g.Key,
                Sheets = g.Count(),
                Revisions = g.Sum(s => s.Revision),
            })
            .ToDictionaryAsync(g => g.Key, g => (g.Sheets, g.Revisions), cancellation);
        var totals = new Dictionary<DateOnly, MonthTotals>();
        for (var month = fromMonth; month <= toMonth; month = month.AddMonths(1))
        {
            var (sheets, revisions) = marks.GetValueOrDefault(month);
            var mark = new MonthVersion(month, reference.Version, time.Today, sheets, revisions);
            totals[month] = new(scope, reference.Units, await MonthAsync(db, reference, forms, mark, cancellation));
        }
        return totals;
    }

    public void Dispose() => _counting.Dispose();

    private async Task<CountedMonth> MonthAsync(
        PortalDb db,
        ReferenceData reference,
        FigureReference forms,
        MonthVersion mark,
        CancellationToken cancellation
    )
    {
        if (_known.TryGetValue(mark.Month, out var known) && known.Mark == mark)
            return known;
        await _counting.WaitAsync(cancellation); // other readers of the month wait for the same count
        try
        {
            if (_known.TryGetValue(mark.Month, out known) && known.Mark == mark)
                return known;
            if (_known.Count >= MostMonths)
                _known.Clear();
            return _known[mark.Month] = await Task.Run(() => Count(db, reference, forms, mark, cancellation), cancellation);
        }
        finally
        {
            _counting.Release();
        }
    }

    private CountedMonth Count(
        PortalDb db,
        ReferenceData reference,
        FigureReference forms,
        MonthVersion mark,
        CancellationToken cancellation
    )
    {
        var rows = mark.Sheets == 0 ? [] : SheetScan.Read(db, mark.Month, cancellation);
        var view = new SheetProgressView(reference.Calendar, time, time.Now);
        var below = new Dictionary<(int, int), SheetTally>();
        foreach (var owed in OwedSheets.Of(reference.Units.All, forms.Forms, mark.Month, mark.Month, (_, _) => true))
        {
            var tally = SheetTally.Of(view.Of(owed, rows.GetValueOrDefault((owed.Form.Id, owed.UnitId))));
            // The unit's own sheet can be read by itself; totals are kept for units with others below them.
            var skip = reference.Units.EverChildren(owed.UnitId).Count == 0 ? 1 : 0;
            foreach (var unit in reference.Units.SelfAndAbove(owed.UnitId, mark.Today).Skip(skip))
            {
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(below, (unit, owed.Form.Id), out _);
                sum += tally;
            }
        }
        return new(mark, below);
    }
}

/// <summary>The state from which the totals of a month were counted.</summary>
public readonly record struct MonthVersion(DateOnly Month, long Reference, DateOnly Today, int Sheets, long Revisions);

/// <summary>The counts of a month's sheets by unit and form; kept for all readers.</summary>
internal sealed record CountedMonth(MonthVersion Mark, IReadOnlyDictionary<(int UnitId, int FormId), SheetTally> Below);

/// <summary>The counts of a month's sheets for the units of a scope.</summary>
public sealed class MonthTotals
{
    private readonly UnitScope _scope;
    private readonly UnitTree _units;
    private readonly CountedMonth _counted;

    internal MonthTotals(UnitScope scope, UnitTree units, CountedMonth counted) => (_scope, _units, _counted) = (scope, units, counted);

    /// <summary>
    /// The unit's own sheets and those of all below it; none of a unit out of scope. Only for units that ever had units below them.
    /// </summary>
    /// <param name="unitId">The unit.</param>
    /// <param name="forms">The forms that count.</param>
    public SheetTally Of(int unitId, IEnumerable<FormInUse> forms) =>
        _scope.Contains(_units, unitId, _counted.Mark.Today)
            ? forms.Aggregate(default(SheetTally), (sum, f) => sum + _counted.Below.GetValueOrDefault((unitId, f.Id)))
            : default;
}
