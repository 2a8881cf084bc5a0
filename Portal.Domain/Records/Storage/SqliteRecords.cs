using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Domain.Records.Storage;

/// <summary>Inserts new records into SQLite by prepared statements, binding values by position without boxing.</summary>
/// <remarks>
/// A statement of many rows opens the table and its indexes once for all of them, which takes a quarter of the time off. With
/// <c>OR IGNORE</c> instead of <c>ON CONFLICT DO NOTHING</c> it can never end halfway, so SQLite copies no page to be able to undo it.
/// </remarks>
internal static class SqliteRecords
{
    /// <summary>Records per call of <c>inserted</c>.</summary>
    private const int RowsAtOnce = 500;

    /// <summary>Records per statement; more gain nothing.</summary>
    private const int RowsOfStatement = 50;

    private static readonly string s_row = $"({string.Join(", ", RecordColumns.All.Select(_ => "?"))})";

    private static readonly string s_oneRow = Insertion(1);
    private static readonly string s_manyRows = Insertion(RowsOfStatement);

    /// <inheritdoc cref="RecordInserter.InsertAsync"/>
    /// <exception cref="InvalidOperationException">A record was refused although its (source, caseNo) is new.</exception>
    public static List<ServiceRecord> Insert(
        SqliteConnection connection,
        IReadOnlyList<ServiceRecord> records,
        Action<IReadOnlyList<ServiceRecord>> inserted,
        CancellationToken cancellation
    )
    {
        var database = connection.Handle!;
        // To prepare it takes longer than to insert the record or two of a message.
        using var many = records.Count >= RowsOfStatement ? Prepare(database, s_manyRows) : null;
        using var one = Prepare(database, s_oneRow);
        using var stored = new StoredNumbers(database);
        var existing = new List<ServiceRecord>();
        for (var start = 0; start < records.Count; start += RowsAtOnce)
        {
            var added = new List<ServiceRecord>(RowsAtOnce);
            var end = Math.Min(start + RowsAtOnce, records.Count);
            for (int place = start, count; place < end; place += count)
            {
                cancellation.ThrowIfCancellationRequested();
                count = end - place >= RowsOfStatement ? RowsOfStatement : 1;
                var isNew = Insert(database, count == 1 ? one : many!, records, place, count) == count;
                for (var row = place; row < place + count; row++)
                    (isNew || !stored.Has(records[row]) ? added : existing).Add(records[row]);
            }
            if (added.Count > 0)
                inserted(added);
        }
        return existing;
    }

    private static string Insertion(int rows) =>
        $"INSERT OR IGNORE INTO \"Records\" ({RecordColumns.Names}) VALUES {string.Join(", ", Enumerable.Repeat(s_row, rows))}";

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        return statement;
    }

    /// <returns>How many of the rows were new.</returns>
    private static int Insert(sqlite3 database, sqlite3_stmt statement, IReadOnlyList<ServiceRecord> records, int start, int count)
    {
        var row = new BoundRow(database, statement);
        for (var place = start; place < start + count; place++)
            RecordColumns.Write(records[place], row);
        var code = raw.sqlite3_step(statement);
        if (code != raw.SQLITE_DONE)
            Check(database, code);
        var changed = raw.sqlite3_changes(database);
        raw.sqlite3_reset(statement);
        return changed;
    }

    /// <summary>Tells the records that were stored before from those that this call has inserted: these have higher ids.</summary>
    private sealed class StoredNumbers : IDisposable
    {
        private readonly sqlite3 _database;
        private readonly long _highest;
        private sqlite3_stmt? _find;

        public StoredNumbers(sqlite3 database)
        {
            _database = database;
            using var highest = Prepare(database, """SELECT COALESCE(MAX("Id"), 0) FROM "Records" """);
            _highest = raw.sqlite3_step(highest) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(highest, 0) : 0;
        }

        /// <summary>Whether the record of this (source, caseNo) was there before.</summary>
        /// <exception cref="InvalidOperationException">It is not there now.</exception>
        public bool Has(ServiceRecord record)
        {
            _find ??= Prepare(_database, """SELECT "Id" FROM "Records" WHERE "SourceId" = ? AND "CaseNo" = ? AND "Stream" = ?""");
            var number = new BoundRow(_database, _find);
            number.AddInteger(record.SourceId);
            number.AddText(record.CaseNo);
            number.AddSmallint((short)RecordColumns.StreamOf(record));
            var code = raw.sqlite3_step(_find);
            if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
                Check(_database, code);
            if (code == raw.SQLITE_DONE)
                throw new InvalidOperationException("The database has refused a record: one of its required values is missing.");
            var id = raw.sqlite3_column_int64(_find, 0);
            raw.sqlite3_reset(_find);
            return id <= _highest;
        }

        public void Dispose() => _find?.Dispose();
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
