using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Domain.Data.Queries;

/// <summary>Runs a statement with one result, prepared where the connection allows it: for what is asked at every commit or call.</summary>
internal static class PreparedScalar
{
    /// <param name="db">Its open transaction, if any, is used.</param>
    /// <param name="sql">A text without user input, the same at every call.</param>
    /// <param name="cancellation">Cancels the statement.</param>
    /// <returns>The first column of the first row; null when it is null, or there is no row.</returns>
    public static async Task<object?> ReadAsync(PortalDb db, string sql, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            if (command.Connection is NpgsqlConnection postgres && PostgresConnections.MayPrepare(postgres))
                await command.PrepareAsync(cancellation);
            return await command.ExecuteScalarAsync(cancellation) is { } value and not DBNull ? value : null;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
