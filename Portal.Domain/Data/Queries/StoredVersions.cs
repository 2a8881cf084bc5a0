using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Domain.Data.Queries;

/// <summary>Reads stored versions, by which callers detect that cached data changed.</summary>
/// <remarks>Every page and API call does this several times, so it uses a prepared statement instead of a LINQ query.</remarks>
internal static class StoredVersions
{
    /// <summary>The version of units, items, calendar, forms and source rules.</summary>
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
