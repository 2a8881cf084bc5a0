using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Domain.Records.Storage;

/// <summary>New records into SQLite, by one prepared statement whose values are bound without boxing or looking up names.</summary>
internal static class SqliteRecords
{
    /// <summary>So many are written before the new ones among them are told.</summary>
    private const int RowsAtOnce = 500;

    private static readonly string s_insert =
        $"INSERT INTO \"Records\" ({RecordColumns.Names}) VALUES ({string.Join(", ", RecordColumns.All.Select(_ => "?"))}) ON CONFLICT DO NOTHING";

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
        var taken = new List<ServiceRecord>();
        for (var start = 0; start < records.Count; start += RowsAtOnce)
        {
            var fresh = new List<ServiceRecord>(RowsAtOnce);
            for (var place = start; place < Math.Min(start + RowsAtOnce, records.Count); place++)
            {
                cancellation.ThrowIfCancellationRequested();
                (IsInserted(database, statement, records[place]) ? fresh : taken).Add(records[place]);
            }
            if (fresh.Count > 0)
                inserted(fresh);
        }
        return taken;
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

    /// <summary>Binds one value after the other.</summary>
    private sealed class BoundRow(sqlite3 database, sqlite3_stmt statement) : IRecordRow
    {
        private const int ShortText = 512;

        private int _place;

        public void Small(short? value) => Bind(value);

        public void Whole(int? value) => Bind(value);

        public void Long(long? value) => Bind(value);

        public void Truth(bool value) => Bind(value ? 1 : 0);

        public void Text(string? value)
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
