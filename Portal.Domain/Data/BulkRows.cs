using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>
/// Bulk-inserts rows of an entity in the transaction of the context: by a prepared insert on SQLite, by COPY on PostgreSQL. The rows are
/// not tracked.
/// </summary>
internal static class BulkRows
{
    /// <summary>Reserves ids for new rows; no other writer gets them.</summary>
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
        // SQLite has one writer at a time, so the open transaction reserves the ids.
        var highest = $"SELECT coalesce(max(\"Id\"), 0) AS \"Value\" FROM \"{table}\"";
        var last = await db.Database.SqlQueryRaw<int>(highest).SingleAsync(cancellation);
        return [.. Enumerable.Range(last + 1, count)];
    }

    /// <param name="db">A context with an open transaction.</param>
    /// <param name="rows">The rows; navigations are not followed.</param>
    /// <param name="numbered">The rows have ids; else the database generates them.</param>
    /// <param name="cancellation">Cancels the insert.</param>
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
        var names = columns.Select((_, i) => "$p" + i.ToString(CultureInfo.InvariantCulture)).ToList();
        command.CommandText = $"INSERT INTO \"{entity.GetTableName()}\" ({Names(columns)}) VALUES ({string.Join(", ", names)})";
        var parameters = names.ConvertAll(name => command.Parameters.Add(new SqliteParameter { ParameterName = name }));
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
