using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Interceptors;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Data;

/// <summary>Serialises write transactions by lane, so that data read in a transaction do not change before it commits.</summary>
/// <remarks>
/// SQLite has one writer for all lanes: transactions queue here for a semaphore, because SQLite's own waiting polls.
/// On PostgreSQL a transaction holds an advisory lock of its lane until it ends.
/// </remarks>
public sealed class WriteGate : IDisposable
{
    private readonly DatabaseOptions _options;
    private readonly WritePermit _permit;
    private readonly SemaphoreSlim _sqlite = new(1, 1);

    internal WriteGate(DatabaseOptions options, WritePermit permit) => (_options, _permit) = (options, permit);

    /// <summary>Whether all lanes share one writer (SQLite).</summary>
    public bool HasOneWriter => _options.Kind == DatabaseKind.Sqlite;

    /// <summary>Begins a transaction on the context's connection; disposing it without a commit rolls back.</summary>
    /// <exception cref="StorageUnavailableException">The storage can take nothing now.</exception>
    public async Task<WriteTransaction> BeginAsync(PortalDb db, WriteLane lane, CancellationToken cancellation = default)
    {
        if (_options.Kind == DatabaseKind.Postgres)
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(long)lane})", cancellation);
            return await PermitAsync(db, new WriteTransaction(transaction, sqlite: null), cancellation);
        }

        await _sqlite.WaitAsync(cancellation);
        WriteTransaction writing;
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var connection = db.Database.GetDbConnection();
            SqlitePragmas.BeginWriting(connection, isOfRecords: lane == WriteLane.Records);
            writing = new WriteTransaction(transaction, (_sqlite, connection));
        }
        catch
        {
            _sqlite.Release();
            throw;
        }
        return await PermitAsync(db, writing, cancellation);
    }

    /// <summary>Begins a transaction that blocks only transactions of the same part of the lane.</summary>
    public async Task<WriteTransaction> BeginAsync(PortalDb db, WriteLane lane, int part, CancellationToken cancellation = default)
    {
        if (_options.Kind != DatabaseKind.Postgres)
            return await BeginAsync(db, lane, cancellation);
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockPartAsync(db, lane, part, cancellation);
        return await PermitAsync(db, new WriteTransaction(transaction, sqlite: null), cancellation);
    }

    /// <summary>Also locks a part of another lane for the context's open transaction.</summary>
    public async Task LockPartAsync(PortalDb db, WriteLane lane, int part, CancellationToken cancellation = default)
    {
        if (_options.Kind == DatabaseKind.Postgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(int)lane}, {part})", cancellation);
    }

    public void Dispose() => _sqlite.Dispose();

    private async Task<WriteTransaction> PermitAsync(PortalDb db, WriteTransaction writing, CancellationToken cancellation)
    {
        try
        {
            await _permit.DemandAsync(db, cancellation);
            return writing;
        }
        catch
        {
            await writing.DisposeAsync();
            throw;
        }
    }
}

/// <summary>
/// Refuses to write into a damaged database, as soon as the tables are those of a later version, and as soon as days are counted by another
/// time zone.
/// </summary>
/// <remarks>
/// Within a transaction the answer holds until its end on SQLite, which has one writer; on PostgreSQL a migration, and a change of the time
/// zone, waits for the tables that the transaction has used, of which this question's are the first.
/// </remarks>
internal sealed class WritePermit(StorageState state, DatabaseZone zone)
{
    private const string Question = """
        SELECT (SELECT max("MigrationId") FROM "__EFMigrationsHistory"),
               (SELECT "TimeZone" FROM "Installation"), (SELECT "NextTimeZone" FROM "Installation")
        """;

    private string? _ownVersion;

    /// <exception cref="StorageUnavailableException">Nothing may be written.</exception>
    public async Task DemandAsync(PortalDb db, CancellationToken cancellation)
    {
        state.DemandWritable();
        var transaction = db.Database.CurrentTransaction?.TransactionId;
        if (transaction is not null && transaction == db.PermittedTransaction)
            return;
        var (version, stored) = await AskAsync(db, cancellation);
        if (version != (_ownVersion ??= db.Database.GetMigrations().Last()))
            Refuse(StorageFault.NewerSchema, "The database has tables of another version.");
        if (!zone.AllowsWriting(stored))
            Refuse(StorageFault.OtherTimeZone, "The database counts days by another time zone than this process, or is being changed.");
        db.PermittedTransaction = transaction;
    }

    private void Refuse(StorageFault fault, string detail)
    {
        state.Report(fault, detail);
        throw new StorageUnavailableException(fault);
    }

    private static async Task<(string? Version, StoredZone Zone)> AskAsync(PortalDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Question;
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            if (command.Connection is NpgsqlConnection postgres && PostgresConnections.MayPrepare(postgres))
                await command.PrepareAsync(cancellation);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            return (row.GetValue(0) as string, new(row.GetValue(1) as string, row.GetValue(2) as string));
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
