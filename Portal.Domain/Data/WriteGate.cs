using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Domain.Data;

/// <summary>The data that a transaction writes. Transactions of one lane run one after the other, also across processes.</summary>
public enum WriteLane
{
    /// <summary>Records and their deltas.</summary>
    Records = 1,

    /// <summary>Cells, and the deletion of folded deltas.</summary>
    Metrics = 2,

    /// <summary>Units, items, calendar.</summary>
    Reference = 3,

    /// <summary>Sheets of monthly figures; each sheet is a part of the lane.</summary>
    Figures = 4,

    /// <summary>Reports: signing, remarks, templates, builds.</summary>
    Reports = 5,
}

/// <summary>Serialises write transactions by lane, so that data read in a transaction do not change before it commits.</summary>
/// <remarks>
/// SQLite has one writer for all lanes: transactions queue here for a semaphore, because SQLite's own waiting polls.
/// On PostgreSQL a transaction holds an advisory lock of its lane until it ends.
/// </remarks>
public sealed class WriteGate(DatabaseOptions options) : IDisposable
{
    private readonly SemaphoreSlim _sqlite = new(1, 1);

    /// <summary>Whether all lanes share one writer (SQLite).</summary>
    public bool HasOneWriter => options.Kind == DatabaseKind.Sqlite;

    /// <summary>Begins a transaction on the context's connection; disposing it without a commit rolls back.</summary>
    public async Task<WriteTransaction> BeginAsync(PortalDb db, WriteLane lane, CancellationToken cancellation = default)
    {
        if (options.Kind == DatabaseKind.Postgres)
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(long)lane})", cancellation);
            return new WriteTransaction(transaction, sqlite: null);
        }

        await _sqlite.WaitAsync(cancellation);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var connection = db.Database.GetDbConnection();
            SqlitePragmas.BeginWriting(connection);
            return new WriteTransaction(transaction, (_sqlite, connection));
        }
        catch
        {
            _sqlite.Release();
            throw;
        }
    }

    /// <summary>Begins a transaction that blocks only transactions of the same part of the lane.</summary>
    public async Task<WriteTransaction> BeginAsync(PortalDb db, WriteLane lane, int part, CancellationToken cancellation = default)
    {
        if (options.Kind != DatabaseKind.Postgres)
            return await BeginAsync(db, lane, cancellation);
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockPartAsync(db, lane, part, cancellation);
        return new WriteTransaction(transaction, sqlite: null);
    }

    /// <summary>Also locks a part of another lane for the context's open transaction.</summary>
    public async Task LockPartAsync(PortalDb db, WriteLane lane, int part, CancellationToken cancellation = default)
    {
        if (options.Kind == DatabaseKind.Postgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(int)lane}, {part})", cancellation);
    }

    public void Dispose() => _sqlite.Dispose();
}

/// <summary>A transaction of the <see cref="WriteGate"/>; disposing releases its lane, and rolls back without a commit.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly (SemaphoreSlim Gate, DbConnection Connection)? _sqlite;

    internal WriteTransaction(IDbContextTransaction transaction, (SemaphoreSlim Gate, DbConnection Connection)? sqlite) =>
        (_transaction, _sqlite) = (transaction, sqlite);

    public Task CommitAsync(CancellationToken cancellation = default) => _transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_sqlite is { Connection: { State: ConnectionState.Open } open })
                SqlitePragmas.EndWriting(open);
        }
        finally
        {
            await EndAsync();
        }
    }

    private async ValueTask EndAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _sqlite?.Gate.Release();
        }
    }
}
