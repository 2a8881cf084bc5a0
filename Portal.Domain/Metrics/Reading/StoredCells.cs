using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>The table of cells. A page asks for dozens of sums: all are read on one connection, at one moment of the figures, in a few statements.</summary>
internal sealed class StoredCells(PortalDb db)
{
    /// <summary>Reads what some questions need.</summary>
    public async Task<ICells> GatherAsync(CellNeeds needs, CancellationToken cancellation)
    {
        var cells = new GatheredCells();
        var statements = CellPlan
            .Of(needs.Selections, db.Database.IsNpgsql() ? LongSpans.Postgres : LongSpans.Sqlite)
            .Select(r => CellStatement.Of(r, cells))
            .Concat(needs.Edges.Select(e => CellStatement.Of(e, cells)))
            .ToList();
        if (statements.Count == 0)
            return cells;

        // One statement sees one moment by itself; and whoever has a transaction open has chosen theirs.
        await using var moment =
            statements.Count > 1 && db.Database.CurrentTransaction is null ? await Snapshots.BeginAsync(db, cancellation) : null;
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            if (db.Database.IsNpgsql())
                await PostgresCells.ReadAsync(db, statements, inOwnTransaction: moment is not null, cancellation);
            else
                SqliteCells.Read(db, statements, cancellation);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        return cells;
    }

    /// <summary>The first or last day up to <paramref name="through"/> on which the unit accepted a record, or one fell overdue; null when none did.</summary>
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
        return (await GatherAsync(new([], [edge]), cancellation)).EdgeDay(edge);
    }
}

/// <summary>Takes one row of numbers.</summary>
internal delegate void CellRow(ReadOnlySpan<long> row);
