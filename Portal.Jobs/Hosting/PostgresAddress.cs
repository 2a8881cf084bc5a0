using Npgsql;

namespace Portal.Jobs.Hosting;

/// <summary>Parses the address of a PostgreSQL database.</summary>
public static class PostgresAddress
{
    /// <summary>The accepted forms, for messages.</summary>
    public const string Expected =
        "for PostgreSQL a server and a database, as in \"Host=localhost;Database=portal;Username=portal;Password=…\"";

    /// <summary>
    /// The address as a connection string of the driver; null when it lacks the server or the database, or cannot be parsed.
    /// </summary>
    public static string? Check(string? text)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database) ? null : connection.ConnectionString;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
