using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Domain.Data;

/// <summary>What every SQLite connection is told first; once for each that is taken out of the pool again and again.</summary>
/// <remarks>
/// WAL lets readers go on while one writes; FULL keeps what was acknowledged through a loss of power;
/// a writer waits for another for up to half a minute before it gives up.
/// </remarks>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA busy_timeout = 30000;
        PRAGMA foreign_keys = ON;
        PRAGMA cache_size = -8192;
        PRAGMA temp_store = MEMORY;
        """;

    private static readonly ConditionalWeakTable<object, object> s_told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || !s_told.TryAdd(handle, handle)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The provider has no asynchronous commands; these take microseconds.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
