using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>Reads the rows of a query whose columns are all integers or Booleans, by the fastest path of each database.</summary>
internal abstract class NumberRows : IDisposable
{
    /// <summary>Represents null; no stored number has this value.</summary>
    public const long Null = long.MinValue;

    /// <summary>Starts the query, in the context's open transaction, if any.</summary>
    /// <param name="sql">A query without parameters; its text contains only numbers that the portal computed, no user input.</param>
    public static NumberRows Open(PortalDb db, string sql, int columns)
    {
        db.Database.OpenConnection();
        return db.Database.GetDbConnection() switch
        {
            NpgsqlConnection postgres => new PostgresRows(postgres, sql, columns),
            SqliteConnection sqlite => new SqliteRows(sqlite, sql, columns),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>Reads the next row; false after the last.</summary>
    /// <param name="row">One element per column.</param>
    public abstract bool Read(Span<long> row);

    public abstract void Dispose();

    private sealed class SqliteRows(SqliteConnection connection, string sql, int columns) : NumberRows
    {
        private readonly SqliteStatement _rows = new(connection, sql);

        public override bool Read(Span<long> row)
        {
            if (!_rows.Step())
                return false;
            for (var i = 0; i < columns; i++)
            {
                // SQLite returns 0 for null, so only zeros need the second call.
                var number = _rows.Number(i);
                row[i] = number == 0 && _rows.IsNull(i) ? Null : number;
            }
            return true;
        }

        public override void Dispose() => _rows.Dispose();
    }

    private sealed class PostgresRows(NpgsqlConnection connection, string sql, int columns) : NumberRows
    {
        private readonly PostgresCopyReader _rows = new(connection, sql);

        public override bool Read(Span<long> row)
        {
            if (!_rows.MoveNext())
                return false;
            for (var i = 0; i < columns; i++)
                row[i] = _rows.Number() ?? Null;
            return true;
        }

        public override void Dispose() => _rows.Dispose();
    }
}
