using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Domain.Data;

/// <summary>Begins read-only transactions that see one snapshot of the data without blocking writers.</summary>
internal static class Snapshots
{
    public static async Task<IDbContextTransaction> BeginAsync(PortalDb db, CancellationToken cancellation)
    {
        if (db.Database.IsNpgsql())
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

        // Deferred, because an immediate transaction would block every writer.
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellation))!;
    }
}
