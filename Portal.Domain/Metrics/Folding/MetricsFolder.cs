using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Folds the changes of the outbox into cells, exactly once: one transaction adds them to the cells and deletes them.</summary>
public sealed class MetricsFolder(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    WakeSignals signals,
    TimeProvider clock
)
{
    /// <summary>
    /// Changes of the first transaction. The number doubles while a transaction stays below <see cref="_targetTime"/>, and is halved
    /// otherwise: larger transactions write the cells of months less often.
    /// </summary>
    private const int FewestChanges = 20_000;

    /// <summary>Bounds the memory of a fold to some hundred megabytes.</summary>
    private const int MostChanges = 320_000;

    /// <summary>Target time of one transaction. On SQLite, with its single writer, a fold blocks writers of records.</summary>
    private readonly TimeSpan _targetTime = gate.HasOneWriter ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(5);

    /// <summary>Folds until the outbox is empty.</summary>
    /// <returns>Number of folded changes.</returns>
    public async Task<long> FoldAllAsync(CancellationToken cancellation = default)
    {
        long folded = 0;
        for (var most = FewestChanges; ; )
        {
            var started = clock.GetTimestamp();
            var some = await FoldSomeAsync(most, cancellation);
            if (some == 0)
                return folded;
            folded += some;
            var took = clock.GetElapsedTime(started);
            most = Math.Clamp(took < _targetTime ? most * 2 : most / 2, FewestChanges, MostChanges);
        }
    }

    /// <summary>Whether the outbox has changes.</summary>
    public async Task<bool> AnyWaitingAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.MetricDeltas.AnyAsync(cancellation);
    }

    private async Task<int> FoldSomeAsync(int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await db.MetricDeltas.AnyAsync(cancellation))
            return 0; // checked before the gate, to not wait for a writer in vain
        await using var transaction = await gate.BeginAsync(db, WriteLane.Metrics, cancellation);
        var deltas = await TakeAsync(db, most, cancellation);
        if (deltas.Count == 0)
            return 0;

        // Reference data is read after the deltas, so it contains every unit that they name.
        var expansion = new CellExpansion((await references.GetAsync(cancellation)).Units);
        foreach (var delta in deltas)
            expansion.Add(MetricDeltaCodec.Decode(delta.Payload));
        await CellWriter.AddAsync(db, expansion.Spread().Read(), areNew: false, cancellation);
        var ids = deltas.ConvertAll(d => d.Id);
        await db.MetricDeltas.Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
        var version = await MetricsVersions.RaiseAsync(db, cancellation);
        await transaction.CommitAsync(cancellation);

        signals.RaiseHere(WakeTopic.MetricsChanged, version);
        return deltas.Sum(d => d.Changes);
    }

    private static async Task<List<MetricDelta>> TakeAsync(PortalDb db, int most, CancellationToken cancellation)
    {
        var deltas = new List<MetricDelta>();
        var changes = 0;
        await foreach (
            var delta in db.MetricDeltas.AsNoTracking().OrderBy(d => d.Id).Take(1_000).AsAsyncEnumerable().WithCancellation(cancellation)
        )
        {
            deltas.Add(delta);
            if ((changes += delta.Changes) >= most)
                break;
        }
        return deltas;
    }
}

internal static class MetricsVersions
{
    /// <summary>Increments the version of the figures in the context's open transaction, and notifies other processes on commit.</summary>
    public static async Task<long> RaiseAsync(PortalDb db, CancellationToken cancellation)
    {
        await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), cancellation);
        var version = await db.MetricsStates.Select(s => s.Version).SingleAsync(cancellation);
        // PostgreSQL delivers the notification to other processes only if the transaction commits.
        await new Notification(WakeTopic.MetricsChanged, version, Sender: "").SendAsync(db, cancellation);
        return version;
    }
}
