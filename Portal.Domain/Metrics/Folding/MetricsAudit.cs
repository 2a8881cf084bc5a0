using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Compares the cells with the records and the approved figures, and corrects the cells.</summary>
/// <remarks>
/// In every snapshot, cells plus outbox equal the counts of the records: a transaction that writes records also writes their changes, and a
/// fold moves changes from the outbox to the cells. So a difference found in one snapshot can be added to the cells at any later time, and
/// writers of records are not blocked while the records are counted.
/// </remarks>
public sealed class MetricsAudit(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    WakeSignals signals
)
{
    private readonly RecountServices _sources = new(databases, gate, references, figures, calculator);

    /// <summary>Number of records from which the figures are recomputed.</summary>
    public async Task<long> RecordsAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Records.LongCountAsync(cancellation);
    }

    /// <summary>Recomputes every cell from the records and compares it with the stored cell plus the changes in the outbox.</summary>
    /// <returns>Every cell that differs, in order of its key; empty when the figures are right.</returns>
    public async Task<IReadOnlyList<WrongCell>> VerifyAsync(CancellationToken cancellation = default)
    {
        using var recount = await CellRecount.RunAsync(_sources, cancellation: cancellation);
        return await Task.Run(() => Differences(recount), cancellation);
    }

    /// <summary>
    /// Corrects all cells by the records in one transaction. Changes in the outbox stay, except those that cannot be folded.
    /// </summary>
    /// <returns>Number of cells with a measure that is not zero.</returns>
    public async Task<long> RebuildAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            using var recount = await CellRecount.RunAsync(_sources, cancellation: cancellation);
            if (await CorrectAsync(recount, cancellation) is { } count)
                return count;
        }
    }

    /// <inheritdoc cref="VerifyAsync"/>
    internal static IReadOnlyList<WrongCell> Differences(CellRecount recount)
    {
        var differences = new List<WrongCell>();
        for (var cells = recount.Compare(); cells.MoveNext(); )
        {
            if (cells.Expected != cells.Found)
                differences.Add(new(CellKey.Unpack(cells.Key), cells.Expected, cells.Found));
        }
        return differences;
    }

    /// <inheritdoc cref="RebuildAsync"/>
    /// <returns>Null when another rebuild committed since the snapshot: the differences may be corrected already.</returns>
    internal async Task<long?> CorrectAsync(CellRecount recount, CancellationToken cancellation)
    {
        var (count, corrections) = await Task.Run(() => Corrections(recount), cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Metrics, cancellation);
        var state = await db.MetricsStates.AsNoTracking().SingleAsync(cancellation);
        if (state.Rebuilds != recount.State.Rebuilds)
            return null;

        var stillEmpty = recount.Stored == 0 && state.Version == recount.State.Version;
        if (corrections.Count > 0)
            await CellWriter.AddAsync(db, corrections.Read(), areNew: stillEmpty, cancellation);
        await db.MetricDeltas.Where(d => recount.Unreadable.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
        await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Rebuilds, x => x.Rebuilds + 1), cancellation);
        // The statement above waits for a concurrent transaction that requests a rebuild. If one did, the reference version has changed,
        // and NeedsRebuild must stay.
        await db
            .MetricsStates.Where(_ => db.ReferenceStates.Any(r => r.Version == recount.ReferenceVersion))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.NeedsRebuild, false), cancellation);
        var version = await MetricsVersions.RaiseAsync(db, cancellation);
        await transaction.CommitAsync(cancellation);
        signals.RaiseHere(WakeTopic.MetricsChanged, version);
        return count;
    }

    /// <summary>The number of expected cells, and the measures to add to the stored ones.</summary>
    private static (long Count, CellRun Corrections) Corrections(CellRecount recount)
    {
        var (count, corrections) = (0L, new CellRun(recount.Blocks));
        for (var cells = recount.Compare(); cells.MoveNext(); )
        {
            if (!cells.Expected.IsZero)
                count++;
            if (cells.Expected != cells.Found)
                corrections.Add(cells.Key, cells.Expected - cells.Found);
        }
        corrections.Complete();
        return (count, corrections);
    }
}

/// <summary>A cell whose stored measures differ from those of the records.</summary>
/// <param name="Expected">Recomputed from the records; zero when no record counts in the cell.</param>
/// <param name="Found">Stored measures plus changes in the outbox; zero when there are none.</param>
public sealed record WrongCell(CellKey Key, Measures Expected, Measures Found);
