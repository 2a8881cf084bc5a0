using Npgsql;
using Portal.Tests.Support;

namespace Portal.Benchmarks;

/// <summary>A private PostgreSQL server with durable commits and the memory of a district's server.</summary>
internal sealed class BenchmarkServer
{
    private const string Settings =
        "-c max_connections=200 -c shared_buffers=2GB -c max_wal_size=8GB "
        + "-c work_mem=64MB -c maintenance_work_mem=512MB -c effective_cache_size=12GB";

    private static readonly Lazy<Task<BenchmarkServer>> s_running = new(StartAsync);

    private readonly PostgresServer _server;

    private BenchmarkServer(PostgresServer server) => _server = server;

    /// <summary>The server of this run, started when first asked for.</summary>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine.</exception>
    public static Task<BenchmarkServer> GetAsync() => s_running.Value;

    public static async Task StopAsync()
    {
        if (s_running.IsValueCreated)
            await (await s_running.Value)._server.EndAsync();
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public string NewDatabase()
    {
        var name = $"bench_{Guid.NewGuid():n}";
        Execute($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
    }

    public void Drop(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static async Task<BenchmarkServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync(Settings);
        return server.Missing is { } reason ? throw new InvalidOperationException(reason) : new(server);
    }

    private void Execute(string statement)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
