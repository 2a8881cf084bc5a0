using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Domain.Data;

/// <summary>Transactions that only read, and see one moment of the data while others go on writing.</summary>
internal static class Snapshots
{
    public static async Task<IDbContextTransaction> BeginAsync(PortalDb db, CancellationToken cancellation)
    {
        if (db.Database.IsNpgsql())
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

        // Deferred: with anything else SQLite would lock out every writer.
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellation))!;
    }
}
