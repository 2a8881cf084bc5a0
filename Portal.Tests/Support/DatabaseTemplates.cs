using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;
using Portal.Tests.Support.Databases;

namespace Portal.Tests.Support;

/// <summary>
/// The databases from which those of tests are copied: of each kind one that is migrated and empty, and one with <see cref="SampleData"/>.
/// </summary>
internal static class DatabaseTemplates
{
    // A template cannot be copied while there is a connection to it, nor twice at once.
    private static readonly SemaphoreSlim s_copying = new(1, 1);
    private static readonly Lazy<Task<string>> s_sqlite = new(() => CreateSqliteAsync(seeded: false));
    private static readonly Lazy<Task<string>> s_seededSqlite = new(() => CreateSqliteAsync(seeded: true));
    private static readonly Lazy<Task<string>> s_postgres = new(() => CreatePostgresAsync(seeded: false));
    private static readonly Lazy<Task<string>> s_seededPostgres = new(() => CreatePostgresAsync(seeded: true));

    /// <summary>The path of the template file.</summary>
    public static Task<string> SqliteAsync(bool seeded = false) => (seeded ? s_seededSqlite : s_sqlite).Value;

    /// <summary>The name of the template database; ends the test when there is no server.</summary>
    public static async Task<string> PostgresAsync(bool seeded = false)
    {
        if ((await PostgresServer.GetAsync()).Missing is { } reason)
            Requirements.Missing(reason);
        return await (seeded ? s_seededPostgres : s_postgres).Value;
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

    private static async Task<string> CreateSqliteAsync(bool seeded)
    {
        var folder = DatabaseFolders.Create("portal-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        var options = new DbContextOptionsBuilder<SqlitePortalDb>();
        options.UsePortalSqlite($"Data Source={file};Pooling=False");
        await using var db = new SqlitePortalDb(options.Options);
        await MigrateAsync(db, seeded);
        return file;
    }

    private static async Task<string> CreatePostgresAsync(bool seeded)
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
        await MigrateAsync(db, seeded);
        return name;
    }

    private static async Task MigrateAsync(PortalDb db, bool seeded)
    {
        await db.Database.MigrateAsync();
        if (seeded)
            await SampleData.SeedAsync(db);
    }
}
