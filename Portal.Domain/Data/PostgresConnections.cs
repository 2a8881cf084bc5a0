using System.Data.Common;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>What a connection string says of the way to its server.</summary>
internal static class PostgresConnections
{
    /// <summary>The driver takes it with and without spaces, in upper and lower case.</summary>
    private static readonly string[] s_autoPrepare = ["Max Auto Prepare", "MaxAutoPrepare"];

    /// <summary>
    /// Whether statements may stay prepared on the connection: always, unless the string says <c>Max Auto Prepare=0</c>, as it must where
    /// a pooler gives one connection to many clients in turns.
    /// </summary>
    public static bool MayPrepare(NpgsqlConnection connection)
    {
        // The driver's own builder claims to contain every keyword it knows, told or not.
        var told = new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        return !s_autoPrepare.Any(key => told.TryGetValue(key, out var value) && value is "0");
    }
}
