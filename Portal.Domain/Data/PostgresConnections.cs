using Npgsql;

namespace Portal.Domain.Data;

/// <summary>What a connection string says of the way to its server.</summary>
internal static class PostgresConnections
{
    private const string AutoPrepare = "Max Auto Prepare";

    /// <summary>
    /// Whether statements may stay prepared on the connection: always, unless the string says <c>Max Auto Prepare=0</c>, as it must where
    /// a pooler gives one connection to many clients in turns.
    /// </summary>
    public static bool MayPrepare(NpgsqlConnection connection)
    {
        var told = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        return !told.ContainsKey(AutoPrepare) || told.MaxAutoPrepare > 0;
    }
}
