using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Marks open records whose due time has passed as overdue, and no others, and updates the figures with them.</summary>
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

    // Asked after every commit of records. Each part is the first entry of its run in the index.
    private static readonly string s_nextDue =
        $"SELECT MIN(d) AS \"Value\" FROM ({string.Join(" UNION ALL ", Runs(overdue: false).Select(FirstDue))}) AS f";

    // Before the first look any record may have been marked by a clock that is set back now.
    private long _latestTicks = long.MaxValue;

    /// <summary>Marks every open record that is past due now, and no other; idempotent.</summary>
    /// <returns>Number of records whose mark changed.</returns>
    public async Task<int> FlagAsync(CancellationToken cancellation = default) =>
        await UnflagAsync(cancellation) + await ChangeAllAsync(overdue: true, cancellation);

    /// <summary>
    /// Takes the mark from open records that are not due yet: they were marked before the clock was set back. Looks for them at its first
    /// call, and whenever the clock is behind that of the call before.
    /// </summary>
    /// <returns>Number of records whose mark was taken.</returns>
    public async Task<int> UnflagAsync(CancellationToken cancellation = default)
    {
        var now = time.Now.UtcTicks;
        var unflagged = now < Volatile.Read(ref _latestTicks) ? await ChangeAllAsync(overdue: false, cancellation) : 0;
        Volatile.Write(ref _latestTicks, now);
        return unflagged;
    }

    /// <summary>The due time of the open record that falls overdue next; null when none will.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var next = await db.Database.SqlQueryRaw<long?>(s_nextDue).ToListAsync(cancellation);
        return next is [{ } due] ? Instants.FromMicroseconds(due) : null;
    }

    private async Task<int> ChangeAllAsync(bool overdue, CancellationToken cancellation)
    {
        var changed = 0;
        foreach (var run in Runs(!overdue))
        {
            for (int some; (some = await ChangeSomeAsync(run, overdue, cancellation)) > 0; )
                changed += some;
        }
        return changed;
    }

    private async Task<int> ChangeSomeAsync((RecordStream Stream, RecordAttention State) run, bool overdue, CancellationToken cancellation)
    {
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await Wrong(db, run, overdue, now).AnyAsync(cancellation))
            return 0; // checked before the gate, to not wait for a writer in vain
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var records = await Wrong(db, run, overdue, now).OrderBy(r => r.DueAt).Take(RecordsPerTransaction).ToListAsync(cancellation);
        var changes = new ChangeCollector(calculator, (await figures.GetAsync(cancellation)).Sources);
        foreach (var record in records)
        {
            changes.Remove(record);
            record.Overdue = overdue;
            changes.Add(record);
        }
        changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.DeltasWritten);
        return records.Count;
    }

    /// <summary>The open records of the run that lack the mark although they are past due, or have it although they are not.</summary>
    private static IQueryable<ServiceRecord> Wrong(
        PortalDb db,
        (RecordStream Stream, RecordAttention State) run,
        bool overdue,
        DateTimeOffset now
    ) => overdue ? In(db, run).Where(r => r.DueAt < now) : In(db, run).Where(r => r.DueAt >= now);

    /// <summary>The streams, each with every state of open records that are marked as overdue, or are not.</summary>
    private static IEnumerable<(RecordStream Stream, RecordAttention State)> Runs(bool overdue) =>
        from stream in Enum.GetValues<RecordStream>()
        from state in AttentionColumn.All
        where state.HasFlag(RecordAttention.Open) && state.HasFlag(RecordAttention.Overdue) == overdue
        select (stream, state);

    private static string FirstDue((RecordStream Stream, RecordAttention State) run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT MIN("DueAt") AS d FROM "Records" WHERE "Stream" = {(int)run.Stream} AND "{AttentionColumn.Name}" = {(int)run.State}
            """
        );

    // One stream and one state: the records are together in the index, in order of due times.
    private static IQueryable<ServiceRecord> In(PortalDb db, (RecordStream Stream, RecordAttention State) run) =>
        db.Records.Where(r =>
            EF.Property<RecordStream>(r, ServiceRecordConfiguration.Stream) == run.Stream
            && EF.Property<short>(r, AttentionColumn.Name) == (short)run.State
        );
}
