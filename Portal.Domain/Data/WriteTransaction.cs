using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Domain.Data.Interceptors;

namespace Portal.Domain.Data;

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
