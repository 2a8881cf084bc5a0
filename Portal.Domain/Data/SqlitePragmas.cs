using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Domain.Data;

/// <summary>What every SQLite connection is told first; once for each that is taken out of the pool again and again.</summary>
/// <remarks>
/// WAL lets readers go on while one writes; FULL keeps what was acknowledged through a loss of power;
/// a writer waits for another for up to half a minute before it gives up. The log is written back into the file after 8,000 pages
/// (32 MiB) instead of a thousand: what several folds change is then written there once.
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
            """ + Reading;

    private const string Reading = "PRAGMA cache_size = -8192;";

    /// <summary>A fold changes thousands of pages; those that do not fit are written twice. There is one writer, so this is taken once.</summary>
    private const string Writing = "PRAGMA cache_size = -65536;";

    private static readonly ConditionalWeakTable<object, object> s_told = [];

    /// <summary>Gives the connection the memory of the one that writes.</summary>
    public static void BeginWriting(DbConnection connection) => Tell(connection, Writing);

    /// <summary>Takes it back, before the connection returns to the pool.</summary>
    public static void EndWriting(DbConnection connection) => Tell(connection, Reading);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || !s_told.TryAdd(handle, handle))
            return;
        Tell(connection, Pragmas);
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

    private static void Tell(DbConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
