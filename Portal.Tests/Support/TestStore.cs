using Microsoft.Data.Sqlite;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Tests.Support;

/// <summary>A database of its own on a real SQLite file or a real PostgreSQL server, removed when it is disposed.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private const string Variable = "PORTAL_TEST_DATABASE";
    private const int Connections = 20;

    private readonly Func<Task> _drop;

    private TestStore(DatabaseOptions options, Func<Task> drop) => (Options, _drop) = (options, drop);

    /// <summary>The database of tests that need one and do not say which: SQLite, unless <c>PORTAL_TEST_DATABASE=postgres</c>.</summary>
    /// <remarks>A test that names <see cref="DatabaseKind.Sqlite"/> itself is about the file, and runs on it whatever the others run on.</remarks>
    public static DatabaseKind Usual { get; } =
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" or "sqlite" => DatabaseKind.Sqlite,
            "postgres" => DatabaseKind.Postgres,
            var other => throw new InvalidOperationException($"{Variable} is sqlite or postgres, not {other}."),
        };

    public DatabaseOptions Options { get; }

    /// <summary>What a process of the portal is told of it: the names of the settings and their values.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Portal:Database"] = Options.Kind == DatabaseKind.Postgres ? "postgres" : "sqlite",
            ["ConnectionStrings:Portal"] = Options.ConnectionString,
        };

    /// <summary>A database that has this version's tables and no row but those it begins with.</summary>
    public static async Task<TestStore> CreateMigratedAsync(DatabaseKind kind)
    {
        Requirements.Need(Resource.Database);
        return kind == DatabaseKind.Sqlite
            ? CreateFile(await DatabaseTemplates.SqliteAsync())
            : await CreateOnServerAsync($" TEMPLATE {await DatabaseTemplates.PostgresAsync()}");
    }

    /// <summary>A database without a table.</summary>
    public static async Task<TestStore> CreateEmptyAsync(DatabaseKind kind)
    {
        Requirements.Need(Resource.Database);
        if (kind == DatabaseKind.Sqlite)
            return CreateFile(template: null);
        if ((await PostgresServer.GetAsync()).Missing is { } reason)
            Requirements.Missing(reason);
        return await CreateOnServerAsync("");
    }

    public async ValueTask DisposeAsync() => await _drop();

    private static TestStore CreateFile(string? template)
    {
        var folder = Directory.CreateTempSubdirectory("portal-db-");
        var file = Path.Combine(folder.FullName, "portal.db");
        if (template is not null)
            File.Copy(template, file);
        var options = new DatabaseOptions(DatabaseKind.Sqlite, $"Data Source={file}");
        return new(options, Drop);

        Task Drop()
        {
            using (var connection = new SqliteConnection(options.ConnectionString))
                SqliteConnection.ClearPool(connection);
            folder.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }

    private static async Task<TestStore> CreateOnServerAsync(string from)
    {
        var name = $"portal_test_{Guid.NewGuid():n}";
        await DatabaseTemplates.ExecuteAsync($"CREATE DATABASE {name}{from}");
        var connectionString = new NpgsqlConnectionStringBuilder((await PostgresServer.GetAsync()).ConnectionString)
        {
            Database = name,
            MaxPoolSize = Connections,
        }.ConnectionString;
        return new(new(DatabaseKind.Postgres, connectionString), Drop);

        async Task Drop()
        {
            await using (var connection = new NpgsqlConnection(connectionString))
                NpgsqlConnection.ClearPool(connection);
            await DatabaseTemplates.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}
