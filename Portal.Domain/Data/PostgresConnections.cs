using System.Data.Common;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>Reads settings from the connection string of a PostgreSQL connection.</summary>
internal static class PostgresConnections
{
    /// <summary>The driver accepts the keyword with and without spaces, in any case.</summary>
    private static readonly string[] s_autoPrepare = ["Max Auto Prepare", "MaxAutoPrepare"];

    /// <summary>
    /// Whether statements may stay prepared on the connection: always, unless the string contains <c>Max Auto Prepare=0</c>, which is
    /// required behind a pooler that shares one server connection among clients (transaction pooling).
    /// </summary>
    public static bool MayPrepare(NpgsqlConnection connection)
    {
        // NpgsqlConnectionStringBuilder reports every known keyword as contained, so the general builder is used.
        var settings = new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        return !s_autoPrepare.Any(key => settings.TryGetValue(key, out var value) && value is "0");
    }
}
