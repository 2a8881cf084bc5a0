using Npgsql;

namespace Portal.Jobs.Hosting;

/// <summary>What says how to reach a PostgreSQL database.</summary>
public static class PostgresAddress
{
    /// <summary>What is expected of it.</summary>
    public const string Expected =
        "for PostgreSQL a server and a database, as in \"Host=localhost;Database=portal;Username=portal;Password=…\"";

    /// <summary>The same in the driver's own words; null when it names no server or no database, or cannot be read.</summary>
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
