using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>The portal's database: the settings <c>Portal:Database</c> and <c>ConnectionStrings:Portal</c>.</summary>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>
    /// Whether a start may make a database that is not there. In Production only <c>serve --first-start</c> may: a disk that is not mounted
    /// must not become an empty portal.
    /// </summary>
    public bool MayCreate { get; init; } = true;

    /// <summary>The path of the SQLite file.</summary>
    /// <exception cref="InvalidOperationException">The database is PostgreSQL.</exception>
    public string File =>
        Kind == DatabaseKind.Sqlite
            ? Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource)
            : throw new InvalidOperationException("The database is PostgreSQL.");

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
