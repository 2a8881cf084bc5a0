using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
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
    private const int RequestsPerQuery = 500;

    /// <summary>
    /// Computes what <see cref="RederivationRequest"/>s ask for, those of interrupted computations included. Safe to repeat, and to run
    /// twice at once.
    /// </summary>
    /// <param name="before">
    /// Only what was asked for before this instant: the process that asked computes it at once, unless it was stopped. Null for all.
    /// </param>
    /// <param name="cancellation">Stops after the current transaction; what was asked for stays.</param>
    /// <returns>Number of records that changed.</returns>
    public async Task<int> DoRequestedAsync(DateTimeOffset? before = null, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var requests = await db.RederivationRequests.AsNoTracking().Where(r => before == null || r.At < before).ToListAsync(cancellation);
        var changed = 0;
        if (requests.Min(r => r.Day) is { } day)
        {
            changed += await RederiveAsync(r => r.DueIsProvisional, cancellation);
            changed += await WithTimeSinceAsync(day, cancellation);
        }
        foreach (var items in requests.Select(r => r.ItemId).OfType<int>().Distinct().Chunk(RequestsPerQuery))
            changed += await RederiveAsync(r => r.ItemId != null && EF.Parameter(items).Contains(r.ItemId.Value), cancellation);
        foreach (var done in requests.Select(r => r.Id).Chunk(RequestsPerQuery))
            await db.RederivationRequests.Where(r => EF.Parameter(done).Contains(r.Id)).ExecuteDeleteAsync(cancellation);
        return changed;
    }

    /// <summary>Recomputes the records whose time limit, or whose time until they were closed, includes the day or a later one.</summary>
    private Task<int> WithTimeSinceAsync(DateOnly day, CancellationToken cancellation)
    {
        // A limit that ends with the day before may be due at the first instant of the day.
        var since = time.StartOf(day).AddDays(-1);
        return RederiveAsync(r => r.DueAt >= since || r.ClosedAt >= since, cancellation);
    }

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
            var due = record.DueAt;
            derivation.Derive(record, now);
            changes.Add(record);
            // By another time zone every due time is another: that is no news of a record.
            if (counts && record.DueAt != due)
                db.RecordChanges.Add(ChangeOfDue(record, due, now));
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

    // Supervision follows it, and the record's page shows why it is due at another time.
    private static RecordChange ChangeOfDue(ServiceRecord record, DateTimeOffset? before, DateTimeOffset now) =>
        new()
        {
            RecordId = record.Id,
            At = now,
            Sender = Actor.System.Name,
            Reason = RecordChange.ReferenceChanged,
            Fields = FieldChanges.ToJson(FieldChanges.OfDue(before, record.DueAt)),
        };
}
