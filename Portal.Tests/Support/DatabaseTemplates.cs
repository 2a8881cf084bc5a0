using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Tests.Support;

/// <summary>One migrated, empty database of each kind, from which the databases of tests are copied.</summary>
internal static class DatabaseTemplates
{
    // A template cannot be copied while there is a connection to it, nor twice at once.
    private static readonly SemaphoreSlim s_copying = new(1, 1);
    private static readonly Lazy<Task<string>> s_sqlite = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> s_postgres = new(MigratePostgresAsync);

    /// <summary>The path of the template file.</summary>
    public static Task<string> SqliteAsync() => s_sqlite.Value;

    /// <summary>The name of the template database; ends the test when there is no server.</summary>
    public static async Task<string> PostgresAsync()
    {
        if ((await PostgresServer.GetAsync()).Missing is { } reason)
            Requirements.Missing(reason);
        return await s_postgres.Value;
    }

    /// <summary>Runs a statement that belongs to no database in particular.</summary>
    public static async Task ExecuteAsync(string statement)
    {
        await s_copying.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection((await PostgresServer.GetAsync()).ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            s_copying.Release();
        }
    }

    private static async Task<string> MigrateSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        var options = new DbContextOptionsBuilder<SqlitePortalDb>();
        options.UsePortalSqlite($"Data Source={file};Pooling=False");
        await using var db = new SqlitePortalDb(options.Options);
        await db.Database.MigrateAsync();
        return file;
    }

    private static async Task<string> MigratePostgresAsync()
    {
        var name = $"portal_template_{Guid.NewGuid():n}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        var server = await PostgresServer.GetAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = name,
            Pooling = false,
        }.ConnectionString;
        var options = new DbContextOptionsBuilder<PostgresPortalDb>();
        options.UsePortalPostgres(connectionString);
        await using var db = new PostgresPortalDb(options.Options);
        await db.Database.MigrateAsync();
        return name;
    }
}
