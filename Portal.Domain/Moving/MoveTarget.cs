using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Moving;

/// <summary>The PostgreSQL database that everything is moved to: its tables, rows and sequences are made in one transaction.</summary>
internal sealed class MoveTarget : IAsyncDisposable
{
    private const string Ours =
        "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')";

    private readonly NpgsqlConnection _connection;
    private readonly List<(string Table, string Name, string Definition)> _references = [];
    private NpgsqlTransaction _transaction = null!;

    private MoveTarget(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Makes the tables of this version, without the references between them.</summary>
    /// <exception cref="MoveException">The database holds something already.</exception>
    public static async Task<MoveTarget> CreateAsync(PostgresPortalDb db, CancellationToken cancellation)
    {
        var target = new MoveTarget(new NpgsqlConnection(db.Database.GetConnectionString()));
        try
        {
            await target._connection.OpenAsync(cancellation);
            target._transaction = await target._connection.BeginTransactionAsync(cancellation);
            // Whoever starts a portal on it meanwhile waits until everything is there.
            await target.ExecuteAsync($"SELECT pg_advisory_xact_lock({DatabasePreparation.PostgresLock})", cancellation);
            await target.RefuseIfUsedAsync(cancellation);
            await target.ExecuteAsync(
                db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions),
                cancellation
            );
            await target.TakeReferencesOffAsync(cancellation);
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

    /// <summary>Removes the rows that a new database begins with.</summary>
    public Task EmptyAsync(MoveTable table, CancellationToken cancellation) => ExecuteAsync($"DELETE FROM {table.Quoted}", cancellation);

    /// <summary>Lets the table number its next row above every number that was ever given.</summary>
    public async Task ContinueNumbersAsync(MoveTable table, long highest, CancellationToken cancellation)
    {
        await using var command = Command(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> '' AND NOT attisdropped"
        );
        command.Parameters.Add(new() { Value = table.Quoted });
        if (await command.ExecuteScalarAsync(cancellation) is not string column)
            return;
        await using var set = Command(
            $"""SELECT setval(pg_get_serial_sequence($1, $2), greatest($3, (SELECT max("{column}") FROM {table.Quoted}))) WHERE $3 > 0 OR EXISTS (SELECT FROM {table.Quoted})"""
        );
        foreach (var value in (object[])[table.Quoted, column, highest])
            set.Parameters.Add(new() { Value = value });
        await set.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Puts the references back, which checks them, and keeps everything.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        foreach (var (table, name, definition) in _references)
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

    /// <summary>Tells the planner how much there is, so that the first page is as fast as the next.</summary>
    public Task AnalyzeAsync(CancellationToken cancellation) => ExecuteAsync("ANALYZE", cancellation);

    /// <summary>Takes everything away again that was kept.</summary>
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
            $"SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND {Ours} ORDER BY 1 LIMIT 1"
        );
        if (await command.ExecuteScalarAsync(cancellation) is string found)
            throw new MoveException($"The target is not empty: it has {found}. Name an empty database.");
    }

    // Checked row by row they take longer than the rows; put back at the end, each is checked at once and no order of tables is needed.
    private async Task TakeReferencesOffAsync(CancellationToken cancellation)
    {
        await using (
            var command = Command(
                "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY 1, 2"
            )
        )
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                _references.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }
        foreach (var (table, name, _) in _references)
            await ExecuteAsync($"ALTER TABLE {table} DROP CONSTRAINT {name}", cancellation);
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellation)
    {
        await using var command = Command(statement);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string text) => new(text, _connection) { CommandTimeout = 0 };
}
