using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>The portal's database: the settings <c>Portal:Database</c> and <c>ConnectionStrings:Portal</c>.</summary>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>A name for logs and messages: the file, or the database and its servers; without secrets.</summary>
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
    /// <summary>One local file.</summary>
    Sqlite,

    /// <summary>A server, shared by many processes.</summary>
    Postgres,
}
