using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Adds measures to stored cells and inserts missing ones. Runs in the context's open transaction.</summary>
/// <remarks>Writes in the order of the primary key: neighbouring cells share pages, and concurrent writers cannot deadlock.</remarks>
internal static class CellWriter
{
    /// <summary>On PostgreSQL, more cells than these are first copied to a temporary table.</summary>
    private const int MostPerStatement = 5_000;

    private const string Incoming = "\"IncomingCells\"";

    /// <param name="areNew">
    /// The caller guarantees that no cell is in the table yet; they are inserted without a check for conflicts.
    /// </param>
    public static Task AddAsync(PortalDb db, ICellCursor cells, bool areNew, CancellationToken cancellation) =>
        // The fast write paths of both databases are synchronous, so they occupy a thread of the pool.
        Task.Run(() => Add(db, cells, areNew, cancellation), cancellation);

    private static void Add(PortalDb db, ICellCursor cells, bool areNew, CancellationToken cancellation)
    {
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            Insert(sqlite, cells, areNew, cancellation);
            return;
        }
        var postgres = (NpgsqlConnection)db.Database.GetDbConnection();
        if (areNew)
        {
            Copy(postgres, CellTable.Name, cells, cancellation);
            return;
        }
        var few = new CellList();
        while (few.Count < MostPerStatement && cells.MoveNext())
            few.Add(cells.Key, cells.Sum);
        if (few.Count < MostPerStatement)
        {
            Insert(postgres, few);
            return;
        }
        Execute(postgres, $"CREATE TEMP TABLE IF NOT EXISTS {Incoming} (LIKE {CellTable.Name}) ON COMMIT DELETE ROWS");
        Copy(postgres, Incoming, few.Read(), cancellation);
        Copy(postgres, Incoming, cells, cancellation);
        Execute(
            postgres,
            $"INSERT INTO {CellTable.Name} ({CellTable.Columns}) SELECT {CellTable.Columns} FROM {Incoming} {CellTable.AddUp}"
        );
    }

    private static void Insert(SqliteConnection connection, ICellCursor cells, bool areNew, CancellationToken cancellation)
    {
        var values = string.Join(", ", Enumerable.Repeat("?", CellTable.Width));
        using var insert = new SqliteStatement(
            connection,
            $"INSERT INTO {CellTable.Name} ({CellTable.Columns}) VALUES ({values}) {(areNew ? "" : CellTable.AddUp)}"
        );
        while (cells.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var key = CellKey.Unpack(cells.Key);
            insert.Bind(1, (long)key.Dimension);
            insert.Bind(2, (long)key.Stream);
            insert.Bind(3, (long)key.Basis);
            insert.Bind(4, key.UnitId);
            insert.Bind(5, key.Period);
            insert.Bind(6, key.Key);
            var parameter = CellTable.Keys.Count;
            foreach (var value in MeasureColumns.Values(in cells.Sum))
                insert.Bind(++parameter, value);
            insert.Step();
            insert.Reset();
        }
    }

    // One array parameter per column: the text of the statement is the same for any number of cells.
    private static void Insert(NpgsqlConnection connection, CellList cells)
    {
        var columns = Enumerable.Range(0, CellTable.Width).Select(_ => new List<long>(cells.Count)).ToArray();
        for (var cell = cells.Read(); cell.MoveNext(); )
        {
            var key = CellKey.Unpack(cell.Key);
            ReadOnlySpan<long> keys = [(long)key.Dimension, (long)key.Stream, (long)key.Basis, key.UnitId, key.Period, key.Key];
            for (var i = 0; i < keys.Length; i++)
                columns[i].Add(keys[i]);
            var values = MeasureColumns.Values(in cell.Sum);
            for (var i = 0; i < values.Length; i++)
                columns[keys.Length + i].Add(values[i]);
        }
        var arrays = string.Join(
            ", ",
            Enumerable.Range(1, columns.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}::bigint[]"))
        );
        using var command = new NpgsqlCommand(
            $"INSERT INTO {CellTable.Name} ({CellTable.Columns}) SELECT * FROM unnest({arrays}) {CellTable.AddUp}",
            connection
        );
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column });
        command.ExecuteNonQuery();
    }

    private static void Copy(NpgsqlConnection connection, string table, ICellCursor cells, CancellationToken cancellation)
    {
        using var copy = new PostgresCopyWriter(connection, $"{table} ({CellTable.Columns})");
        while (cells.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var key = CellKey.Unpack(cells.Key);
            copy.Row(CellTable.Width);
            copy.Write((short)key.Dimension);
            copy.Write((short)key.Stream);
            copy.Write((short)key.Basis);
            copy.Write(key.UnitId);
            copy.Write(key.Period);
            copy.Write(key.Key);
            foreach (var value in MeasureColumns.Values(in cells.Sum))
                copy.Write(value);
        }
        copy.Complete();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
