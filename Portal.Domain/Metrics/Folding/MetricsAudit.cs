using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Compares the cells with the records and the approved figures, and corrects them by these.</summary>
/// <remarks>
/// Whatever moment one looks at, cells and outbox together say what the records say: records are written with their changes, and a fold moves changes from
/// the one to the other. So what a moment lacks can be added to the cells of any later one, and nobody who writes records has to wait for the counting.
/// </remarks>
public sealed class MetricsAudit(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    IEnumerable<IMetricsListener> listeners
)
{
    private readonly RecountSources _sources = new(databases, gate, references, figures, calculator);

    /// <summary>How many records the figures are recomputed from.</summary>
    public async Task<long> RecordsAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Records.LongCountAsync(cancellation);
    }

    /// <summary>Recomputes every cell from the records and compares it with the stored cell and what still waits to be folded.</summary>
    /// <returns>Every cell that differs, in order of its key; empty when the figures are right.</returns>
    public async Task<IReadOnlyList<WrongCell>> VerifyAsync(CancellationToken cancellation = default)
    {
        using var recount = await CellRecount.RunAsync(_sources, cancellation: cancellation);
        return await Task.Run(() => Differences(recount), cancellation);
    }

    /// <summary>Makes all cells what the records say, in one step for whoever reads; what waits to be folded stays, unless it cannot be folded.</summary>
    /// <returns>How many cells there are, without those that come to nothing.</returns>
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
    /// <returns>Null when another rebuild came first: what was lacking then may be there now.</returns>
    internal async Task<long?> CorrectAsync(CellRecount recount, CancellationToken cancellation)
    {
        var (count, lacking) = await Task.Run(() => Lacking(recount), cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Metrics, cancellation);
        var state = await db.MetricsStates.AsNoTracking().SingleAsync(cancellation);
        if (state.Rebuilds != recount.State.Rebuilds)
            return null;

        var stillEmpty = recount.Stored == 0 && state.Version == recount.State.Version;
        if (lacking.Count > 0)
            await CellWriter.AddAsync(db, lacking.Read(), areNew: stillEmpty, cancellation);
        await db.MetricDeltas.Where(d => recount.Unreadable.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
        await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Rebuilds, x => x.Rebuilds + 1), cancellation);
        // After the statement above, which waits for whoever asks for a rebuild at this moment: then units moved, and another is needed.
        await db
            .MetricsStates.Where(_ => db.ReferenceStates.Any(r => r.Version == recount.ReferenceVersion))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.NeedsRebuild, false), cancellation);
        var version = await MetricsVersions.RaiseAsync(db, cancellation);
        await transaction.CommitAsync(cancellation);
        foreach (var listener in listeners)
            listener.Folded(version);
        return count;
    }

    /// <summary>How many cells there should be, and what must be added to those that are there.</summary>
    private static (long Count, CellRun Lacking) Lacking(CellRecount recount)
    {
        var (count, lacking) = (0L, new CellRun(recount.Blocks));
        for (var cells = recount.Compare(); cells.MoveNext(); )
        {
            if (!cells.Expected.IsZero)
                count++;
            if (cells.Expected != cells.Found)
                lacking.Add(cells.Key, cells.Expected - cells.Found);
        }
        lacking.Complete();
        return (count, lacking);
    }
}

/// <summary>A cell whose stored measures are not those of the records.</summary>
/// <param name="Expected">Recomputed from the records; zero when no record counts there.</param>
/// <param name="Found">Stored and waiting, added up; zero when neither is there.</param>
public sealed record WrongCell(CellKey Key, Measures Expected, Measures Found);
