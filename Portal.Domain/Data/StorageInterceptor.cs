using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Domain.Data.Faults;

namespace Portal.Domain.Data;

/// <summary>Asks <see cref="WritePermit"/> before each write of EF Core, and reports failures of the storage.</summary>
internal sealed class StorageInterceptor(WritePermit permit, StorageState state)
    : SaveChangesInterceptor,
        IDbCommandInterceptor,
        IDbTransactionInterceptor,
        IDbConnectionInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        state.DemandWritable();
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is PortalDb db && db.ChangeTracker.HasChanges())
            await permit.DemandAsync(db, cancellationToken);
        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData is { CommandSource: CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete, Context: PortalDb db })
            await permit.DemandAsync(db, cancellationToken);
        return result;
    }

    public void CommandFailed(DbCommand command, CommandErrorEventData eventData) => state.Report(eventData.Exception);

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        state.Report(eventData.Exception);
        return Task.CompletedTask;
    }

    public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => state.Report(eventData.Exception);

    public Task TransactionFailedAsync(
        DbTransaction transaction,
        TransactionErrorEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        state.Report(eventData.Exception);
        return Task.CompletedTask;
    }

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => state.Report(eventData.Exception);

    public Task ConnectionFailedAsync(
        DbConnection connection,
        ConnectionErrorEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        state.Report(eventData.Exception);
        return Task.CompletedTask;
    }
}
