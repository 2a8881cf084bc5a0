using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>
/// Loads cells from the table. All sums of a page are read on one connection, in one database snapshot, by few statements.
/// </summary>
internal sealed class CellLoader(PortalDb db)
{
    /// <summary>Loads the cells that a set of queries needs.</summary>
    public async Task<ICells> LoadAsync(CellNeeds needs, CancellationToken cancellation)
    {
        var cells = new LoadedCells();
        var statements = CellPlan
            .Of(needs.Selections, db.Database.IsNpgsql() ? SumThresholds.Postgres : SumThresholds.Sqlite)
            .Select(r => CellStatement.Of(r, cells))
            .Concat(needs.Edges.Select(e => CellStatement.Of(e, cells)))
            .ToList();
        if (statements.Count == 0)
            return cells;

        // A single statement needs no snapshot transaction; an open transaction of the caller is used as it is.
        await using var snapshot =
            statements.Count > 1 && db.Database.CurrentTransaction is null ? await Snapshots.BeginAsync(db, cancellation) : null;
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            if (db.Database.IsNpgsql())
                await PostgresCells.ReadAsync(db, statements, inOwnTransaction: snapshot is not null, cancellation);
            else
                SqliteCells.Read(db, statements, cancellation);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        return cells;
    }

    /// <summary>
    /// The first or last day up to <paramref name="through"/> on which the unit accepted a record, or one fell overdue; null when none did.
    /// </summary>
    public async Task<DateOnly?> EdgeDayAsync(
        RecordStream stream,
        CellBasis basis,
        int unitId,
        DateOnly through,
        bool last,
        CancellationToken cancellation
    )
    {
        var edge = new EdgeSelection(stream, basis, unitId, through, last);
        return (await LoadAsync(new([], [edge]), cancellation)).EdgeDay(edge);
    }
}

/// <summary>Receives one row of numbers.</summary>
internal delegate void CellRow(ReadOnlySpan<long> row);
