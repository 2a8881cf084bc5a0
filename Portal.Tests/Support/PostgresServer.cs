using System.Diagnostics;
using Npgsql;
using Portal.Tests.Support.Databases;

namespace Portal.Tests.Support;

/// <summary>
/// One PostgreSQL server for the whole run: the one of <c>PORTAL_TEST_POSTGRES</c>, else a private one of the installed binaries.
/// </summary>
/// <remarks>The private server lives in a folder of its own behind a Unix socket, and ends with this process however that ends.</remarks>
public sealed class PostgresServer
{
    // The shell waits on its standard input, which closes with the process that started it: so the server always ends.
    private const string Script = """
        set -e
        as=''
        if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; as='setpriv --reuid=postgres --regid=postgres --clear-groups'; fi
        cd "$dir"
        $as "$bin/initdb" -D "$dir/data" -U portal --auth=trust --no-sync --no-locale -E UTF8 >"$dir/initdb.log"
        if [ -n "$conf" ]; then cp "$conf" "$dir/data/portal.conf" && echo "include 'portal.conf'" >>"$dir/data/postgresql.conf"; fi
        $as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/server.log" start \
          -o "-c listen_addresses='' -c unix_socket_directories='$dir' $settings" >/dev/null
        echo ready
        cat >/dev/null || true
        $as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null || true
        cd / && rm -rf "$dir"
        """;

    /// <summary>A server that forgets everything when its machine does, for speed.</summary>
    private const string Careless =
        "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 -c shared_buffers=64MB";

    private static readonly Lazy<Task<PostgresServer>> s_running = new(FindAsync);

    private readonly Process? _shell;

    private PostgresServer(string? connectionString, string? missing, Process? shell = null) =>
        (ConnectionString, Missing, _shell) = (connectionString, missing, shell);

    /// <summary>Where a private server keeps everything; null otherwise.</summary>
    public string? Folder { get; private init; }

    /// <summary>Leads to a database from which others can be created; null when there is no server.</summary>
    public string? ConnectionString { get; }

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; }

    /// <summary>The server of this run, started when first asked for.</summary>
    public static Task<PostgresServer> GetAsync() => s_running.Value;

    /// <summary>Ends the private server, if one was started.</summary>
    public static async Task StopAsync()
    {
        if (s_running.IsValueCreated)
            await (await s_running.Value).EndAsync();
    }

    /// <summary>
    /// Starts a server of its own with these settings (<c>-c name=value …</c>), which override those of a file; the caller ends it.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="configuration">A file of settings.</param>
    /// <param name="inMemory">Keeps everything in memory where there is room: for speed that says nothing about a disk.</param>
    public static async Task<PostgresServer> StartAsync(string settings, string? configuration = null, bool inMemory = false)
    {
        if (FindBinaries() is not { } binaries)
            return new(
                null,
                "PostgreSQL is not installed (looked for /usr/lib/postgresql/*/bin/postgres), and PORTAL_TEST_POSTGRES is not set."
            );
        var folder = (inMemory ? DatabaseFolders.Create("portal-pg-") : Directory.CreateTempSubdirectory("portal-pg-")).FullName;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (start.Environment["dir"], start.Environment["bin"], start.Environment["settings"]) = (folder, binaries, settings);
        start.Environment["conf"] = configuration ?? "";
        var shell = Process.Start(start)!;
        var said = await shell.StandardOutput.ReadLineAsync();
        if (said == "ready")
            return new($"Host={folder};Username=portal;Database=postgres;Include Error Detail=true", missing: null, shell)
            {
                Folder = folder,
            };
        return new(null, "PostgreSQL did not start: " + await shell.StandardError.ReadToEndAsync());
    }

    /// <summary>Ends the server, if it is a private one.</summary>
    public async Task EndAsync()
    {
        if (_shell is not { HasExited: false } shell)
            return;
        NpgsqlConnection.ClearAllPools();
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    /// <summary>Ends every process of a private server at once and starts it again.</summary>
    public Task RestartAtOnceAsync() => RunAsync("pg_ctl -D \"$dir/data\" -w -t 60 -m immediate -l \"$dir/server.log\" restart");

    /// <summary>
    /// Runs lines of a shell as the user of the private server, in its folder (<c>$dir</c>) and with its programs in the path.
    /// </summary>
    public async Task RunAsync(string lines)
    {
        string[] shell =
            Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "/bin/sh"] : ["/bin/sh"];
        var start = new ProcessStartInfo(shell[0], [.. shell[1..], "-ec", $"exec >>\"$dir/commands.log\" 2>&1; cd \"$dir\"; {lines}"])
        {
            UseShellExecute = false,
        };
        (start.Environment["dir"], start.Environment["PATH"]) = (Folder!, $"{FindBinaries()}:{Environment.GetEnvironmentVariable("PATH")}");
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(Folder!, "commands.log")));
    }

    private static async Task<PostgresServer> FindAsync() =>
        Environment.GetEnvironmentVariable("PORTAL_TEST_POSTGRES") is { Length: > 0 } given
            ? new(given, missing: null)
            : await StartAsync(Careless, inMemory: true);

    private static string? FindBinaries() =>
        !Directory.Exists("/usr/lib/postgresql")
            ? null
            : Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "postgres")))
                .OrderByDescending(bin => bin, StringComparer.Ordinal)
                .FirstOrDefault();
}
