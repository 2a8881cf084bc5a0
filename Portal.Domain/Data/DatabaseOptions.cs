using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>Where the portal keeps its data: <c>Portal:Database</c> and <c>ConnectionStrings:Portal</c>.</summary>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>What it is called among people: the file, or the database and its servers; nothing secret.</summary>
    public string Place
    {
        get
        {
            if (Kind == DatabaseKind.Sqlite)
                return new SqliteConnectionStringBuilder(ConnectionString).DataSource;
            var server = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"{server.Database} on {server.Host}";
        }
    }
}

public enum DatabaseKind
{
    /// <summary>One file beside the process.</summary>
    Sqlite,

    /// <summary>A server that many processes share.</summary>
    Postgres,
}
