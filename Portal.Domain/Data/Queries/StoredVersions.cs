using System.Globalization;

namespace Portal.Domain.Data.Queries;

/// <summary>Reads stored versions, by which callers detect that cached data changed.</summary>
/// <remarks>Every page and API call does this several times, so it uses a prepared statement instead of a LINQ query.</remarks>
internal static class StoredVersions
{
    /// <summary>The version of units, items, calendar, forms and source rules.</summary>
    public static async Task<long> OfReferenceAsync(PortalDb db, CancellationToken cancellation) =>
        Convert.ToInt64(
            await PreparedScalar.ReadAsync(db, "SELECT \"Version\" FROM \"ReferenceState\"", cancellation),
            CultureInfo.InvariantCulture
        );
}
