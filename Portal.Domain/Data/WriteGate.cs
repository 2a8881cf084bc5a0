using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Domain.Data;

/// <summary>What a transaction is about to write; writers of one lane follow one another, also across processes.</summary>
public enum WriteLane
{
    /// <summary>Records and the deltas beside them.</summary>
    Records = 1,

    /// <summary>Cells, and the deltas that are folded into them.</summary>
    Metrics = 2,

    /// <summary>Units, items, calendar.</summary>
    Reference = 3,

    /// <summary>Sheets of monthly figures; each is a part of its own.</summary>
    Figures = 4,

    /// <summary>Reports: signing, remarks, templates, builds.</summary>
    Reports = 5,
}

/// <summary>The door through which all writers of figures go, so that what they read before they write stays true.</summary>
/// <remarks>
/// SQLite has one writer whatever the lane; waiting for it here, in order, costs nothing, while its own waiting polls.
/// PostgreSQL holds an advisory lock per lane until the transaction ends.
/// </remarks>
public sealed class WriteGate(DatabaseOptions options) : IDisposable
{
    private readonly SemaphoreSlim _sqlite = new(1, 1);

    /// <summary>Whether writers wait for each other whatever their lane.</summary>
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

    /// <summary>Begins a transaction that only those wait for who write the same part of the lane.</summary>
    public async Task<WriteTransaction> BeginAsync(PortalDb db, WriteLane lane, int part, CancellationToken cancellation = default)
    {
        if (options.Kind != DatabaseKind.Postgres)
            return await BeginAsync(db, lane, cancellation);
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await JoinAsync(db, lane, part, cancellation);
        return new WriteTransaction(transaction, sqlite: null);
    }

    /// <summary>Also keeps out, in the context's open transaction, those who write that part of another lane.</summary>
    public async Task JoinAsync(PortalDb db, WriteLane lane, int part, CancellationToken cancellation = default)
    {
        if (options.Kind == DatabaseKind.Postgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(int)lane}, {part})", cancellation);
    }

    public void Dispose() => _sqlite.Dispose();
}

/// <summary>A transaction that has passed the <see cref="WriteGate"/>.</summary>
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
