using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>Writes many new rows of an entity at once, in the transaction of the context: prepared inserts on SQLite, COPY on PostgreSQL. Nothing follows them afterwards.</summary>
internal static class BulkRows
{
    /// <summary>Takes numbers for new rows, which no other writer will get.</summary>
    public static async Task<IReadOnlyList<int>> ReserveAsync<T>(PortalDb db, int count, CancellationToken cancellation)
        where T : class
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName()!;
        if (count == 0)
            return [];
        if (db.Database.IsNpgsql())
        {
            var next = $"SELECT nextval(pg_get_serial_sequence('\"{table}\"', 'Id'))::int AS \"Value\" FROM generate_series(1, {{0}})";
            return await db.Database.SqlQueryRaw<int>(next, count).ToListAsync(cancellation);
        }
        // One writer at a time: the transaction holds the file.
        var highest = $"SELECT coalesce(max(\"Id\"), 0) AS \"Value\" FROM \"{table}\"";
        var last = await db.Database.SqlQueryRaw<int>(highest).SingleAsync(cancellation);
        return [.. Enumerable.Range(last + 1, count)];
    }

    /// <param name="db">A context with a transaction.</param>
    /// <param name="rows">What to write; navigations are not followed.</param>
    /// <param name="numbered">The rows have their numbers; else the database gives them.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task InsertAsync<T>(PortalDb db, IEnumerable<T> rows, bool numbered, CancellationToken cancellation)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var columns = entity.GetProperties().Where(p => numbered || !p.IsPrimaryKey()).Select(p => new Column(p)).ToList();
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            await CopyAsync(postgres, entity, columns, rows, cancellation);
        else
            await PrepareAsync(db, entity, columns, rows, cancellation);
    }

    private static async Task PrepareAsync<T>(
        PortalDb db,
        IEntityType entity,
        List<Column> columns,
        IEnumerable<T> rows,
        CancellationToken cancellation
    )
        where T : class
    {
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO \"{entity.GetTableName()}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "$p" + i.ToString(CultureInfo.InvariantCulture)))})"
        );
        var parameters = columns
            .Select(
                (_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = "$p" + i.ToString(CultureInfo.InvariantCulture) })
            )
            .ToList();
        command.Prepare();
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = columns[i].Of(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection,
        IEntityType entity,
        List<Column> columns,
        IEnumerable<T> rows,
        CancellationToken cancellation
    )
        where T : class
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY \"{entity.GetTableName()}\" ({Names(columns)}) FROM STDIN (FORMAT BINARY)",
            cancellation
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            foreach (var column in columns)
            {
                if (column.Of(row) is { } value)
                    await copy.WriteAsync(value, column.Type, cancellation);
                else
                    await copy.WriteNullAsync(cancellation);
            }
        }
        await copy.CompleteAsync(cancellation);
    }

    private static string Names(List<Column> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));

    private sealed class Column(IProperty property)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

        public string Name { get; } = property.GetColumnName();

        /// <summary>The type's name without its length.</summary>
        public string Type => _mapping.StoreTypeNameBase;

        public object? Of(object row) =>
            property.GetGetter().GetClrValue(row) is { } value
                ? _mapping.Converter is { } converter
                    ? converter.ConvertToProvider(value)
                    : value
                : null;
    }
}
