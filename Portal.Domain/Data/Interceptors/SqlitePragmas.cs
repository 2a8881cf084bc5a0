using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Domain.Data.Interceptors;

/// <summary>Sets the pragmas of every SQLite connection, once per native connection, not each time it leaves the pool.</summary>
/// <remarks>
/// WAL: readers are not blocked by a writer. FULL: committed data survive a loss of power. A writer waits for another for up to 30 s. The
/// log is checkpointed after 8,000 pages (32 MiB) instead of 1,000, so pages changed by several folds are written to the file once.
/// </remarks>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA busy_timeout = 30000;
            PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = 8000;
            PRAGMA temp_store = MEMORY;
            """ + ReadCache;

    private const string ReadCache = "PRAGMA cache_size = -8192;";

    /// <summary>
    /// 64 MiB. A fold changes thousands of pages, and pages that do not fit into the cache are written twice. There is one writer, so this
    /// memory is used once.
    /// </summary>
    private const string WriteCache = "PRAGMA cache_size = -65536;";

    /// <summary>32 MiB: batches of records change fewer pages, and an import of a workbook has other needs for memory.</summary>
    private const string RecordsCache = "PRAGMA cache_size = -32768;";

    private static readonly ConditionalWeakTable<object, object> s_configured = [];

    /// <summary>Sets the page cache of a writer.</summary>
    /// <param name="isOfRecords">Whether it writes batches of records.</param>
    public static void BeginWriting(DbConnection connection, bool isOfRecords) =>
        Execute(connection, isOfRecords ? RecordsCache : WriteCache);

    /// <summary>Sets the page cache of a reader again, before the connection returns to the pool.</summary>
    public static void EndWriting(DbConnection connection) => Execute(connection, ReadCache);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || !s_configured.TryAdd(handle, handle))
            return;
        // EF Core asks by a read-only connection whether there is a database; such a one cannot change the mode of a restored file.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode != SqliteOpenMode.ReadOnly)
            Execute(connection, Pragmas);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        // The provider has no asynchronous commands; these take microseconds.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    private static void Execute(DbConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
