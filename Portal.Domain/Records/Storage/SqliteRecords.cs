using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Domain.Records.Storage;

/// <summary>Inserts new records into SQLite by one prepared statement, binding values by position without boxing.</summary>
internal static class SqliteRecords
{
    /// <summary>Records per call of <c>inserted</c>.</summary>
    private const int RowsAtOnce = 500;

    private static readonly string s_insert = $"""
        INSERT INTO "Records" ({RecordColumns.Names})
        VALUES ({string.Join(", ", RecordColumns.All.Select(_ => "?"))})
        ON CONFLICT DO NOTHING
        """;

    /// <inheritdoc cref="RecordInserter.InsertAsync"/>
    public static List<ServiceRecord> Insert(
        SqliteConnection connection,
        IReadOnlyList<ServiceRecord> records,
        Action<IReadOnlyList<ServiceRecord>> inserted,
        CancellationToken cancellation
    )
    {
        var database = connection.Handle!;
        Check(database, raw.sqlite3_prepare_v2(database, s_insert, out var statement));
        using var prepared = statement;
        var existing = new List<ServiceRecord>();
        for (var start = 0; start < records.Count; start += RowsAtOnce)
        {
            var added = new List<ServiceRecord>(RowsAtOnce);
            for (var place = start; place < Math.Min(start + RowsAtOnce, records.Count); place++)
            {
                cancellation.ThrowIfCancellationRequested();
                (IsInserted(database, statement, records[place]) ? added : existing).Add(records[place]);
            }
            if (added.Count > 0)
                inserted(added);
        }
        return existing;
    }

    private static bool IsInserted(sqlite3 database, sqlite3_stmt statement, ServiceRecord record)
    {
        RecordColumns.Write(record, new BoundRow(database, statement));
        var code = raw.sqlite3_step(statement);
        if (code != raw.SQLITE_DONE)
            Check(database, code);
        var changed = raw.sqlite3_changes(database);
        raw.sqlite3_reset(statement);
        return changed > 0;
    }

    private static void Check(sqlite3 database, int code) => SqliteException.ThrowExceptionForRC(code, database);

    /// <summary>Binds the values of a row to consecutive parameters.</summary>
    private sealed class BoundRow(sqlite3 database, sqlite3_stmt statement) : IRecordRow
    {
        private const int ShortText = 512;

        private int _place;

        public void AddSmallint(short? value) => Bind(value);

        public void AddInteger(int? value) => Bind(value);

        public void AddBigint(long? value) => Bind(value);

        public void AddBoolean(bool value) => Bind(value ? 1 : 0);

        public void AddText(string? value)
        {
            if (value is null)
            {
                Bind(null);
                return;
            }
            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            var rented = most > ShortText ? ArrayPool<byte>.Shared.Rent(most) : null;
            Span<byte> bytes = rented ?? stackalloc byte[ShortText];
            Check(database, raw.sqlite3_bind_text(statement, ++_place, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }

        private void Bind(long? value) =>
            Check(
                database,
                value is { } given ? raw.sqlite3_bind_int64(statement, ++_place, given) : raw.sqlite3_bind_null(statement, ++_place)
            );
    }
}
