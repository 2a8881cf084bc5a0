using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Folds waiting changes into cells, exactly once: they are added and deleted in one transaction.</summary>
public sealed class MetricsFolder(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    IEnumerable<IMetricsListener> listeners,
    TimeProvider clock
)
{
    /// <summary>A fold begins with few changes, and takes twice as many as long as it is done soon: the cells of months are then written less often.</summary>
    private const int FewestChanges = 20_000;

    /// <summary>So many keep a fold's memory within some hundred megabytes.</summary>
    private const int MostChanges = 320_000;

    /// <summary>Where there is one writer, whoever writes records waits for a fold; elsewhere only the figures do.</summary>
    private readonly TimeSpan _soon = gate.HasOneWriter ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(5);

    /// <summary>Folds until nothing waits.</summary>
    /// <returns>How many changes were folded.</returns>
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
            most = Math.Clamp(took < _soon ? most * 2 : most / 2, FewestChanges, MostChanges);
        }
    }

    /// <summary>Whether anything waits.</summary>
    public async Task<bool> AnyWaitingAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.MetricDeltas.AnyAsync(cancellation);
    }

    private async Task<int> FoldSomeAsync(int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await db.MetricDeltas.AnyAsync(cancellation))
            return 0; // without waiting for whoever writes
        await using var transaction = await gate.BeginAsync(db, WriteLane.Metrics, cancellation);
        var deltas = await TakeAsync(db, most, cancellation);
        if (deltas.Count == 0)
            return 0;

        // Read after the deltas: every unit that they name is there.
        var expansion = new CellExpansion((await references.GetAsync(cancellation)).Units);
        foreach (var delta in deltas)
            expansion.Add(MetricDeltaCodec.Decode(delta.Payload));
        await CellWriter.AddAsync(db, expansion.Spread().Read(), areNew: false, cancellation);
        var ids = deltas.ConvertAll(d => d.Id);
        await db.MetricDeltas.Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
        var version = await MetricsVersions.RaiseAsync(db, cancellation);
        await transaction.CommitAsync(cancellation);

        foreach (var listener in listeners)
            listener.Folded(version);
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
    /// <summary>Counts one more change of figures, in the context's open transaction.</summary>
    public static async Task<long> RaiseAsync(PortalDb db, CancellationToken cancellation)
    {
        await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), cancellation);
        var version = await db.MetricsStates.Select(s => s.Version).SingleAsync(cancellation);
        // Heard by the other processes if and when the transaction is committed.
        if (db.Database.IsNpgsql())
            await DatabaseNews.TellAsync(db, DatabaseNews.Figures, version.ToString(CultureInfo.InvariantCulture), cancellation);
        return version;
    }
}
