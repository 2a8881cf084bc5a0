using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Moving;

/// <summary>The PostgreSQL database that receives the data: creates its tables, rows and sequences in one transaction.</summary>
internal sealed class MoveTarget : IAsyncDisposable
{
    /// <summary>Excludes system catalogues and relations of extensions.</summary>
    private const string UserRelations = """
        n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        """;

    private readonly NpgsqlConnection _connection;
    private readonly List<(string Table, string Name, string Definition)> _foreignKeys = [];
    private NpgsqlTransaction _transaction = null!;

    private MoveTarget(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Creates the tables of this version, without foreign keys.</summary>
    /// <exception cref="MoveException">The database is not empty.</exception>
    public static async Task<MoveTarget> CreateAsync(PostgresPortalDb db, CancellationToken cancellation)
    {
        var target = new MoveTarget(new NpgsqlConnection(db.Database.GetConnectionString()));
        try
        {
            await target._connection.OpenAsync(cancellation);
            target._transaction = await target._connection.BeginTransactionAsync(cancellation);
            // The lock of migrations: a portal that starts on the target waits until the move has ended.
            await target.ExecuteAsync($"SELECT pg_advisory_xact_lock({DatabasePreparation.PostgresLock})", cancellation);
            await target.RefuseIfUsedAsync(cancellation);
            await target.ExecuteAsync(
                db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions),
                cancellation
            );
            await target.DropForeignKeysAsync(cancellation);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public NpgsqlBinaryImporter Write(MoveTable table) =>
        _connection.BeginBinaryImport($"COPY {table.Quoted} ({table.QuotedColumns}) FROM STDIN (FORMAT BINARY)");

    /// <summary>Reads every row; the caller disposes of it.</summary>
    public NpgsqlCommand Select(MoveTable table) => Command($"SELECT {table.QuotedColumns} FROM {table.Quoted}");

    /// <summary>Deletes the seed rows of a new database.</summary>
    public Task EmptyAsync(MoveTable table, CancellationToken cancellation) => ExecuteAsync($"DELETE FROM {table.Quoted}", cancellation);

    /// <summary>Sets the table's identity sequence above every id that was ever assigned.</summary>
    /// <param name="highest">The highest id that the source ever assigned; 0 for none.</param>
    public async Task ContinueIdentityAsync(MoveTable table, long highest, CancellationToken cancellation)
    {
        await using var command = Command(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> '' AND NOT attisdropped"
        );
        command.Parameters.Add(new() { Value = table.Quoted });
        if (await command.ExecuteScalarAsync(cancellation) is not string column)
            return;
        await using var set = Command(
            $"""
            SELECT setval(pg_get_serial_sequence($1, $2), greatest($3, (SELECT max("{column}") FROM {table.Quoted})))
            WHERE $3 > 0 OR EXISTS (SELECT FROM {table.Quoted})
            """
        );
        foreach (var value in (object[])[table.Quoted, column, highest])
            set.Parameters.Add(new() { Value = value });
        await set.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Adds the foreign keys again, which checks them, and commits.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        foreach (var (table, name, definition) in _foreignKeys)
        {
            try
            {
                await ExecuteAsync($"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}", cancellation);
            }
            catch (PostgresException broken)
            {
                throw new MoveException($"{table}: {broken.MessageText}{(broken.Detail is { } detail ? $" ({detail})" : "")}", broken);
            }
        }
        await _transaction.CommitAsync(cancellation);
    }

    /// <summary>Updates the planner's statistics, so that the first queries get good plans.</summary>
    public Task AnalyzeAsync(CancellationToken cancellation) => ExecuteAsync("ANALYZE", cancellation);

    /// <summary>Drops all committed tables.</summary>
    public async Task DropAsync(IEnumerable<MoveTable> tables)
    {
        foreach (var table in tables)
            await ExecuteAsync($"DROP TABLE IF EXISTS {table.Quoted} CASCADE", CancellationToken.None);
        await ExecuteAsync("DROP TABLE IF EXISTS \"__EFMigrationsHistory\"", CancellationToken.None);
        await ExecuteAsync(PostgresSums.Drop, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task RefuseIfUsedAsync(CancellationToken cancellation)
    {
        await using var command = Command(
            $"""
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND {UserRelations}
            ORDER BY 1 LIMIT 1
            """
        );
        if (await command.ExecuteScalarAsync(cancellation) is string found)
            throw new MoveException($"The target is not empty: it has {found}. Name an empty database.");
    }

    // Checking foreign keys row by row takes longer than copying the rows. Added at the end, each is checked by one query, and the tables
    // can be copied in any order.
    private async Task DropForeignKeysAsync(CancellationToken cancellation)
    {
        await using (
            var command = Command(
                """
                SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'f' AND conparentid = 0 ORDER BY 1, 2
                """
            )
        )
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                _foreignKeys.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }
        foreach (var (table, name, _) in _foreignKeys)
            await ExecuteAsync($"ALTER TABLE {table} DROP CONSTRAINT {name}", cancellation);
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellation)
    {
        await using var command = Command(statement);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string text) => new(text, _connection) { CommandTimeout = 0 };
}
