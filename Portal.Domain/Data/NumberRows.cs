using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>The rows of a query that returns whole numbers and truth values alone, read as fast as each database lets them be read.</summary>
internal abstract class NumberRows : IDisposable
{
    /// <summary>Stands for null, which no number of the portal is.</summary>
    public const long Null = long.MinValue;

    /// <summary>Begins to read, in the context's open transaction, if any.</summary>
    /// <param name="sql">A query without parameters: only numbers of the portal's own are in its text.</param>
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
    /// <param name="row">One place for each column.</param>
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
                // Null reads as 0, so that most columns are asked once.
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
