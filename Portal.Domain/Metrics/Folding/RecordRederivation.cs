using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Recomputes the derived fields of records after a correction of the catalogue or the calendar.</summary>
public sealed class RecordRederivation(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    MetricsCalculator calculator,
    IFigureReferences figures,
    DistrictTime time,
    WakeSignals signals
)
{
    private const int RecordsPerTransaction = 2_000;

    /// <summary>Recomputes the records of these items, after limits, departments or validity changed.</summary>
    /// <returns>Number of records that changed.</returns>
    public Task<int> OfItemsAsync(IReadOnlyCollection<int> itemIds, CancellationToken cancellation = default) =>
        RederiveAsync(r => r.ItemId != null && itemIds.Contains(r.ItemId.Value), cancellation);

    /// <summary>Recomputes the records whose due time was provisional because the calendar lacked a year.</summary>
    /// <returns>Number of records that changed.</returns>
    public Task<int> ProvisionalAsync(CancellationToken cancellation = default) => RederiveAsync(r => r.DueIsProvisional, cancellation);

    /// <summary>Recomputes the records accepted on the day or later, after days of a known year were corrected.</summary>
    /// <returns>Number of records that changed.</returns>
    public Task<int> AcceptedSinceAsync(DateOnly day, CancellationToken cancellation = default) =>
        RederiveAsync(r => r.AcceptedDay >= day, cancellation);

    /// <summary>
    /// Recomputes every record and leaves the figures as they are: for a change of the time zone, which rebuilds them afterwards. The
    /// counts to subtract would be those of days that are no longer counted.
    /// </summary>
    /// <returns>Number of records that changed.</returns>
    internal Task<int> AllWithoutFiguresAsync(CancellationToken cancellation) => RederiveAsync(_ => true, cancellation, counts: false);

    private async Task<int> RederiveAsync(Expression<Func<ServiceRecord, bool>> which, CancellationToken cancellation, bool counts = true)
    {
        var changed = 0;
        for (long? after = 0; after is { } from; )
        {
            (var some, after) = await RederiveSomeAsync(which, from, counts, cancellation);
            changed += some;
        }
        return changed;
    }

    private async Task<(int Changed, long? Last)> RederiveSomeAsync(
        Expression<Func<ServiceRecord, bool>> which,
        long after,
        bool counts,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var records = await db
            .Records.Where(which)
            .Where(r => r.Id > after)
            .OrderBy(r => r.Id)
            .Take(RecordsPerTransaction)
            .ToListAsync(cancellation);
        if (records.Count == 0)
            return (0, null);

        var derivation = new RecordDerivation(await references.GetAsync(cancellation), time);
        var changes = new ChangeCollector(calculator, (await figures.GetAsync(cancellation)).Sources);
        var now = time.Now;
        foreach (var record in records)
        {
            changes.Remove(record);
            derivation.Derive(record, now);
            changes.Add(record);
        }
        var changed = db.ChangeTracker.Entries<ServiceRecord>().Count(e => e.State == EntityState.Modified);
        if (counts)
            changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (counts)
            signals.Raise(WakeTopic.DeltasWritten);
        return (changed, records[^1].Id);
    }
}
