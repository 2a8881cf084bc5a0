using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Domain.Data;

/// <summary>Looks whether anything was changed since it was read.</summary>
/// <remarks>Every page and every answer begins with several such looks, so the statement stays prepared and nothing is translated for it.</remarks>
internal static class StoredVersions
{
    /// <summary>How often units, items, calendar, forms or sources were changed.</summary>
    public static async Task<long> OfReferenceAsync(PortalDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT \"Version\" FROM \"ReferenceState\"";
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            if (command.Connection is NpgsqlConnection postgres && PostgresConnections.MayPrepare(postgres))
                await command.PrepareAsync(cancellation);
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
