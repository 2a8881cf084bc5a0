using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Tests.Support;

/// <summary>A new, migrated database of its own on a real SQLite file or a real PostgreSQL server, with the domain's services on top.</summary>
/// <remarks>
/// A test that runs on both takes <see cref="DatabaseKind"/> as a parameter and is marked
/// <c>[Theory, Databases]</c>. Migrations run once a run; each database is a copy of that template.
/// </remarks>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<Task> _drop;

    private TestDatabase(DatabaseOptions options, Func<Task> drop, Action<IServiceCollection>? configure)
    {
        (Options, _drop) = (options, drop);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddPortalDomain(options, SampleData.Shanghai);
        configure?.Invoke(services);
        Services = services.BuildServiceProvider();
    }

    public DatabaseOptions Options { get; }

    /// <summary>The domain's services over this database, with <see cref="Clock"/> as their clock.</summary>
    public ServiceProvider Services { get; }

    /// <summary>Stands at <see cref="SampleData.Now"/> until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(SampleData.Now);

    public DistrictTime Time => Get<DistrictTime>();

    /// <param name="kind">Which database to use.</param>
    /// <param name="configure">More services, or others in place of the domain's.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null) => kind == DatabaseKind.Sqlite
        ? await CreateSqliteAsync(configure)
        : await CreatePostgresAsync(configure);

    /// <summary>A new database with the units, items and calendar of <see cref="SampleData"/>.</summary>
    public static async Task<TestDatabase> CreateSeededAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null)
    {
        var database = await CreateAsync(kind, configure);
        await using var db = database.Open();
        await SampleData.SeedAsync(db);
        return database;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A context of its own; the caller disposes of it.</summary>
    public PortalDb Open() => Get<IDbContextFactory<PortalDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _drop();
    }

    private static async Task<TestDatabase> CreateSqliteAsync(Action<IServiceCollection>? configure)
    {
        var folder = Directory.CreateTempSubdirectory("portal-db-");
        var file = Path.Combine(folder.FullName, "portal.db");
        File.Copy(await DatabaseTemplates.SqliteAsync(), file);
        var options = new DatabaseOptions(DatabaseKind.Sqlite, $"Data Source={file}");
        return new(options, Drop, configure);

        Task Drop()
        {
            using (var connection = new SqliteConnection(options.ConnectionString)) SqliteConnection.ClearPool(connection);
            folder.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }

    private static async Task<TestDatabase> CreatePostgresAsync(Action<IServiceCollection>? configure)
    {
        var template = await DatabaseTemplates.PostgresAsync();
        var name = $"portal_test_{Guid.NewGuid():n}";
        await DatabaseTemplates.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        var server = await PostgresServer.GetAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        return new(new(DatabaseKind.Postgres, connectionString), Drop, configure);

        async Task Drop()
        {
            await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
            await DatabaseTemplates.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
