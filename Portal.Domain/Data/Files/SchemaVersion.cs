using Microsoft.EntityFrameworkCore;

namespace Portal.Domain.Data.Files;

/// <summary>How the tables of a database relate to those of this program.</summary>
public enum SchemaVersion
{
    /// <summary>No migration was applied.</summary>
    None,

    /// <summary>Migrations of this program are still to be applied.</summary>
    Older,

    /// <summary>Exactly the migrations of this program.</summary>
    Same,

    /// <summary>A migration that this program does not know: its statements may harm the data.</summary>
    Newer,
}

/// <summary>Compares migrations.</summary>
internal static class SchemaVersions
{
    /// <summary>Asks the database which migrations it has.</summary>
    public static async Task<SchemaVersion> OfAsync(DbContext db, CancellationToken cancellation) =>
        Compare(db.Database.GetMigrations(), [.. await db.Database.GetAppliedMigrationsAsync(cancellation)]);

    /// <param name="known">The migrations of this program.</param>
    /// <param name="applied">The migrations of the database.</param>
    public static SchemaVersion Compare(IEnumerable<string> known, IReadOnlyCollection<string> applied)
    {
        var own = known.Order(StringComparer.Ordinal).ToList();
        if (applied.Count == 0)
            return SchemaVersion.None;
        // A gap is also unknown: no version of this program left it.
        if (!own.Take(applied.Count).SequenceEqual(applied.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            return SchemaVersion.Newer;
        return own.Count == applied.Count ? SchemaVersion.Same : SchemaVersion.Older;
    }
}
