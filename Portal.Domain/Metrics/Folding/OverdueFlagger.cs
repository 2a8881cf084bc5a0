using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Marks open records whose due time has passed as overdue, and updates the figures with them.</summary>
public sealed class OverdueFlagger(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    MetricsCalculator calculator,
    IFigureReferences figures,
    DistrictTime time,
    WakeSignals signals
)
{
    private const int RecordsPerTransaction = 2_000;

    /// <summary>Marks every open record that is past due now; idempotent.</summary>
    /// <returns>Number of records marked.</returns>
    public async Task<int> FlagAsync(CancellationToken cancellation = default)
    {
        var flagged = 0;
        foreach (var stream in Enum.GetValues<RecordStream>())
        {
            for (int some; (some = await FlagSomeAsync(stream, cancellation)) > 0; )
                flagged += some;
        }
        return flagged;
    }

    /// <summary>The due time of the open record that falls overdue next; null when none will.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        DateTimeOffset? next = null;
        foreach (var stream in Enum.GetValues<RecordStream>())
        {
            var due = await OpenWithDueTime(db, stream).OrderBy(r => r.DueAt).Select(r => r.DueAt).FirstOrDefaultAsync(cancellation);
            next = next is null || due < next ? due ?? next : next;
        }
        return next;
    }

    private async Task<int> FlagSomeAsync(RecordStream stream, CancellationToken cancellation)
    {
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await OpenWithDueTime(db, stream).AnyAsync(r => r.DueAt < now, cancellation))
            return 0; // checked before the gate, to not wait for a writer in vain
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var records = await OpenWithDueTime(db, stream)
            .Where(r => r.DueAt < now)
            .OrderBy(r => r.DueAt)
            .Take(RecordsPerTransaction)
            .ToListAsync(cancellation);
        var changes = new ChangeCollector(calculator, (await figures.GetAsync(cancellation)).Sources);
        foreach (var record in records)
        {
            changes.Remove(record);
            record.Overdue = true;
            changes.Add(record);
        }
        changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.DeltasWritten);
        return records.Count;
    }

    // One stream and one state: the records are at the beginning of a run of the index, in order of due times.
    private static IQueryable<ServiceRecord> OpenWithDueTime(PortalDb db, RecordStream stream) =>
        db.Records.Where(r =>
            EF.Property<RecordStream>(r, ServiceRecordConfiguration.Stream) == stream
            && EF.Property<short>(r, AttentionColumn.Name) == (short)RecordAttention.Open
            && r.DueAt != null
        );
}
