using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics;

/// <summary>Compares the cells with the records and the approved figures, and writes them anew from these.</summary>
public sealed class MetricsAudit(
    IDbContextFactory<PortalDb> databases, WriteGate gate, IReferenceReader references, IFigureReferences figures, MetricsCalculator calculator, IEnumerable<IMetricsListener> listeners)
{
    /// <summary>Recomputes every cell from the records and compares it with the stored cell and what still waits to be folded.</summary>
    /// <returns>Every cell that differs, in order of its key; empty when the figures are right.</returns>
    public async Task<IReadOnlyList<CellDifference>> VerifyAsync(CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // One picture of records, deltas and cells while others go on writing.
        await using var picture = await Snapshots.BeginAsync(db, cancellation);
        var expected = await CountAsync(db, units, cancellation);
        var found = new Dictionary<CellKey, Measures>(await WaitingAsync(db, units, cancellation));
        await foreach (var cell in db.MetricCells.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var key = new CellKey(cell.Dimension, cell.Stream, cell.Basis, cell.UnitId, cell.Period, cell.Key);
            found[key] = found.GetValueOrDefault(key) + cell.Measures;
        }
        return [.. Compare(expected, found)];
    }

    /// <summary>Writes all cells anew from the records, and drops what waited: it is counted with them.</summary>
    /// <returns>How many cells there are now.</returns>
    public async Task<long> RebuildAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await using var records = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(long)WriteLane.Metrics})", cancellation);

        var cells = await CountAsync(db, (await references.GetAsync(cancellation)).Units, cancellation);
        await db.MetricDeltas.ExecuteDeleteAsync(cancellation);
        await db.MetricCells.ExecuteDeleteAsync(cancellation);
        await CellWriter.AddAsync(db, cells, cancellation);
        await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.NeedsRebuild, false), cancellation);
        var version = await MetricsVersions.RaiseAsync(db, cancellation);
        await records.CommitAsync(cancellation);
        foreach (var listener in listeners) listener.Folded(version);
        return cells.Count;
    }

    private async Task<IReadOnlyDictionary<CellKey, Measures>> CountAsync(PortalDb db, UnitTree units, CancellationToken cancellation)
    {
        var known = await figures.GetAsync(cancellation);
        var changes = new ChangeCollector(calculator, known.Sources);
        await RecordScan.ReadAsync(db, changes.Add, cancellation);
        await foreach (var month in ReportedMonths.ReadAsync(db, known, cancellation: cancellation)) changes.Add(month);
        var expansion = new CellExpansion(units);
        expansion.Add(changes.Changes);
        return expansion.Cells;
    }

    private static async Task<IReadOnlyDictionary<CellKey, Measures>> WaitingAsync(PortalDb db, UnitTree units, CancellationToken cancellation)
    {
        var expansion = new CellExpansion(units);
        await foreach (var delta in db.MetricDeltas.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            expansion.Add(MetricDeltaCodec.Decode(delta.Payload));
        }
        return expansion.Cells;
    }

    private static IEnumerable<CellDifference> Compare(IReadOnlyDictionary<CellKey, Measures> expected, Dictionary<CellKey, Measures> found) =>
        expected.Keys.Union(found.Keys)
            .Select(key => new CellDifference(key, expected.GetValueOrDefault(key), found.GetValueOrDefault(key)))
            .Where(difference => difference.Expected != difference.Found)
            .OrderBy(difference => difference.Key, CellKey.TableOrder);
}

/// <summary>A cell whose stored measures are not those of the records.</summary>
/// <param name="Expected">Recomputed from the records; zero when no record counts there.</param>
/// <param name="Found">Stored and waiting, added up; zero when neither is there.</param>
public sealed record CellDifference(CellKey Key, Measures Expected, Measures Found);
