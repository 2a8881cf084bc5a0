using Microsoft.Data.Sqlite;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;

namespace Portal.Jobs.Hosting;

/// <summary>Reads <c>Portal:Database</c>, <c>ConnectionStrings:Portal</c> and <c>Portal:KeyFile</c>.</summary>
internal static class DatabaseSettings
{
    private const string Key = "ConnectionStrings:Portal";
    private const string ExpectedForSqlite =
        "for SQLite a file, as in \"Data Source=data/portal.db\"; for PostgreSQL set Portal:Database=postgres as well";

    public static DatabaseOptions Read(SettingsReader settings) =>
        settings.Choice("Portal:Database", DatabaseKind.Sqlite, "sqlite or postgres") switch
        {
            DatabaseKind.Sqlite => new(DatabaseKind.Sqlite, Sqlite(settings)),
            DatabaseKind.Postgres => new(DatabaseKind.Postgres, Postgres(settings)),
        };

    /// <summary>Reads <c>Portal:KeyFile</c>: beside the SQLite file by default, in the folder <c>data</c> with PostgreSQL.</summary>
    public static KeyFileOptions ReadKeyFile(SettingsReader settings, DatabaseOptions database)
    {
        if (settings.Text("Portal:KeyFile") is { } path)
            return new(Path.Combine(PortalFolder.Root, path));
        var folder = database is { Kind: DatabaseKind.Sqlite, ConnectionString.Length: > 0 }
            ? Path.GetDirectoryName(database.File)!
            : Path.Combine(PortalFolder.Root, "data");
        return new(Path.Combine(folder, "portal.key"));
    }

    private static string Sqlite(SettingsReader settings)
    {
        try
        {
            var connection = new SqliteConnectionStringBuilder(settings.Text(Key) ?? "Data Source=data/portal.db");
            if (connection.DataSource.Length == 0 || connection.DataSource == ":memory:")
                return settings.Refuse(Key, ExpectedForSqlite, "");
            connection.DataSource = Path.Combine(PortalFolder.Root, connection.DataSource);
            return connection.ConnectionString;
        }
        catch (ArgumentException)
        {
            return settings.Refuse(Key, ExpectedForSqlite, "");
        }
    }

    private static string Postgres(SettingsReader settings) =>
        PostgresAddress.Check(settings.Text(Key)) ?? settings.Refuse(Key, PostgresAddress.Expected, "");
}
