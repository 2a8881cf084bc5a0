using System.ComponentModel;
using System.Diagnostics;
using Npgsql;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Backups;

/// <summary>Backs up and restores a PostgreSQL database by the server's own programs.</summary>
internal sealed class PostgresDump(string connectionString)
{
    private const string NewStamps = """
        UPDATE "Installation" SET "KeyFingerprint" = NULL;
        UPDATE "AspNetUsers"
        SET "SecurityStamp" = upper(replace(gen_random_uuid()::text, '-', '')), "ConcurrencyStamp" = gen_random_uuid()::text;
        """;

    private readonly NpgsqlConnectionStringBuilder _server = new(connectionString);

    /// <exception cref="BackupException"><c>pg_dump</c> is missing or failed; no file is left.</exception>
    public async Task BackUpAsync(string file, CancellationToken cancellation)
    {
        var making = file + ".unchecked";
        try
        {
            File.Delete(making);
            DurableFile.Create(making);
            await RunAsync("pg_dump", ["--format=custom", "--file", making], $"pg_dump -Fc -f {file} {_server.Database}", cancellation);
            await ListAsync(making, cancellation);
            DurableFile.Flush(making);
            File.Move(making, file, overwrite: false);
            DurableFile.FlushFolder(file);
        }
        finally
        {
            File.Delete(making);
        }
    }

    /// <summary>Restores in one transaction into an empty database, without the keys of cookies, and renews all security stamps.</summary>
    /// <exception cref="BackupException">
    /// The database is not empty, the dump is not whole, of a newer version or of another time zone than the setting names, or
    /// <c>pg_restore</c> is missing or failed.
    /// </exception>
    public async Task RestoreAsync(string file, IReadOnlyList<string> known, DatabaseZone zone, CancellationToken cancellation)
    {
        var contents = await ListAsync(file, cancellation);
        var migrations = await ReadAsync(file, "__EFMigrationsHistory", cancellation);
        RestoredSchema.Check(file, known, [.. migrations.Select(row => row["MigrationId"]!)]);
        var installation = (await ReadAsync(file, "Installation", cancellation)).FirstOrDefault();
        RestoredSchema.CheckZone(
            file,
            zone,
            new(installation?.GetValueOrDefault("TimeZone"), installation?.GetValueOrDefault("NextTimeZone"))
        );
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await RefuseIfUsedAsync(connection, cancellation);
        var wanted = Path.GetTempFileName();
        try
        {
            // A list that leaves the keys out: no instant at which the restored database has them.
            await File.WriteAllLinesAsync(wanted, contents.Where(line => !IsOfKeys(line)), cancellation);
            await RunAsync(
                "pg_restore",
                ["--exit-on-error", "--single-transaction", "--no-owner", "--use-list", wanted, "--dbname", _server.Database!, file],
                RestoreCommand(file),
                cancellation
            );
        }
        finally
        {
            File.Delete(wanted);
        }
        await using var renew = new NpgsqlCommand(NewStamps, connection);
        await renew.ExecuteNonQueryAsync(cancellation);
    }

    private static bool IsOfKeys(string line) =>
        line.Contains(" TABLE DATA ", StringComparison.Ordinal) && line.Contains(" DataProtectionKeys ", StringComparison.Ordinal);

    private string RestoreCommand(string file) => $"pg_restore --exit-on-error --single-transaction -d {_server.Database} {file}";

    // The target must be empty: the operator renames the old database to keep it, or drops it.
    private async Task RefuseIfUsedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LIMIT 1",
            connection
        );
        if (await command.ExecuteScalarAsync(cancellation) is not string table)
            return;
        var name = _server.Database;
        throw new BackupException(
            $"The database {name} is not empty: it has the table {table}. Stop every process of the portal, keep the old "
                + "database under another "
                + $"name and make an empty one, as postgres: psql -c 'ALTER DATABASE \"{name}\" RENAME TO \"{name}_before_restore_1\"' && "
                + $"createdb --owner={_server.Username} --template=template0 --encoding=UTF8 --locale=C {name}; then restore again."
        );
    }

    private async Task<IReadOnlyList<string>> ListAsync(string file, CancellationToken cancellation) =>
        (await RunAsync("pg_restore", ["--list", file], RestoreCommand(file), cancellation)).Split('\n');

    /// <summary>
    /// The rows of a small table in the dump by the names of its columns; SQL NULL is null, other values are not unescaped.
    /// </summary>
    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync(
        string file,
        string table,
        CancellationToken cancellation
    )
    {
        var script = await RunAsync(
            "pg_restore",
            ["--data-only", "--table", table, "--file", "-", file],
            RestoreCommand(file),
            cancellation
        );
        var lines = script.Split('\n').SkipWhile(line => !line.StartsWith("COPY ", StringComparison.Ordinal)).ToList();
        if (lines.Count == 0)
            return [];
        // COPY public."Installation" ("Id", "FirstStart") FROM stdin;
        var columns = lines[0].Split('(')[1].Split(')')[0].Split(", ").Select(column => column.Trim('"')).ToList();
        return
        [
            .. lines
                .Skip(1)
                .TakeWhile(line => line != "\\.")
                .Select(line =>
                    columns
                        .Zip(line.Split('\t'))
                        .ToDictionary(c => c.First, c => c.Second == "\\N" ? null : c.Second, StringComparer.Ordinal)
                ),
        ];
    }

    /// <summary>
    /// Runs a program of the server with the connection in its environment, so that no password is in the list of processes.
    /// </summary>
    private async Task<string> RunAsync(string program, IEnumerable<string> arguments, string byHand, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in PostgresEnvironment.Of(_server))
            start.Environment[name] = value;
        using var process = Start(start, byHand);
        try
        {
            var (output, errors) = (
                process.StandardOutput.ReadToEndAsync(cancellation),
                process.StandardError.ReadToEndAsync(cancellation)
            );
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? await output : throw new BackupException($"{program} failed: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start, string byHand)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new BackupException(
                $"The database is PostgreSQL, and {start.FileName} is not installed here (package postgresql-client). On "
                    + "a machine that has it: "
                    + byHand,
                missing
            );
        }
    }
}
