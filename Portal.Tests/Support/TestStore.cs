using Microsoft.Data.Sqlite;
using Npgsql;
using Portal.Domain.Data;
using Portal.Tests.Support.Databases;

namespace Portal.Tests.Support;

/// <summary>A database of its own on a real SQLite file or a real PostgreSQL server, removed when it is disposed.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private const string Variable = "PORTAL_TEST_DATABASE";
    private const int Connections = 20;

    private readonly Func<Task> _drop;

    private TestStore(DatabaseOptions options, string keyFile, Func<Task> drop) => (Options, KeyFile, _drop) = (options, keyFile, drop);

    /// <summary>The database of tests that need any one: SQLite, unless <c>PORTAL_TEST_DATABASE=postgres</c>.</summary>
    /// <remarks>
    /// A test that names <see cref="DatabaseKind.Sqlite"/> itself is about the file, and runs on it whatever the others run on.
    /// </remarks>
    public static DatabaseKind Usual { get; } =
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" or "sqlite" => DatabaseKind.Sqlite,
            "postgres" => DatabaseKind.Postgres,
            var other => throw new InvalidOperationException($"{Variable} is sqlite or postgres, not {other}."),
        };

    public DatabaseOptions Options { get; }

    /// <summary>The path of the key file of portals on this database.</summary>
    public string KeyFile { get; }

    /// <summary>The settings of a portal process for this database, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Portal:Database"] = Options.Kind == DatabaseKind.Postgres ? "postgres" : "sqlite",
            ["ConnectionStrings:Portal"] = Options.ConnectionString,
            ["Portal:KeyFile"] = KeyFile,
        };

    /// <summary>A database that has this version's tables and no row but those it begins with.</summary>
    public static Task<TestStore> CreateMigratedAsync(DatabaseKind kind) => CreateAsync(kind, seeded: false);

    /// <summary>The same with the units, items and calendar of <see cref="SampleData"/>.</summary>
    public static Task<TestStore> CreateSeededAsync(DatabaseKind kind) => CreateAsync(kind, seeded: true);

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

    /// <summary>A database with the content of this one, which no connection may be using.</summary>
    public async Task<TestStore> CopyAsync()
    {
        await CloseAsync();
        return Options.Kind == DatabaseKind.Sqlite
            ? CreateFile(Options.File)
            : await CreateOnServerAsync($" TEMPLATE {new NpgsqlConnectionStringBuilder(Options.ConnectionString).Database}");
    }

    /// <summary>Closes the connections that this process keeps in its pools, as its end does.</summary>
    public async Task CloseAsync()
    {
        if (Options.Kind == DatabaseKind.Postgres)
        {
            await using var server = new NpgsqlConnection(Options.ConnectionString);
            NpgsqlConnection.ClearPool(server);
            return;
        }
        await using var file = new SqliteConnection(Options.ConnectionString);
        SqliteConnection.ClearPool(file);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _drop();
    }

    private static async Task<TestStore> CreateAsync(DatabaseKind kind, bool seeded)
    {
        Requirements.Need(Resource.Database);
        return kind == DatabaseKind.Sqlite
            ? CreateFile(await DatabaseTemplates.SqliteAsync(seeded))
            : await CreateOnServerAsync($" TEMPLATE {await DatabaseTemplates.PostgresAsync(seeded)}");
    }

    private static TestStore CreateFile(string? template)
    {
        var folder = DatabaseFolders.Create("portal-db-");
        var file = Path.Combine(folder.FullName, "portal.db");
        if (template is not null)
            File.Copy(template, file);
        var options = new DatabaseOptions(DatabaseKind.Sqlite, $"Data Source={file}");
        return new(options, Path.Combine(folder.FullName, "portal.key"), Drop);

        Task Drop()
        {
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
        var keys = Directory.CreateTempSubdirectory("portal-keys-");
        return new(new(DatabaseKind.Postgres, connectionString), Path.Combine(keys.FullName, "portal.key"), Drop);

        async Task Drop()
        {
            await DatabaseTemplates.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
            keys.Delete(recursive: true);
        }
    }
}
