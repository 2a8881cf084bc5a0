using Microsoft.EntityFrameworkCore;

namespace Portal.Domain.Data;

/// <summary>What processes tell one another through PostgreSQL. Nothing rests on it being heard: whoever must not miss a thing also looks.</summary>
internal static class DatabaseNews
{
    /// <summary>Figures changed; with the version they have now. Told by the transaction that changes them, so it is heard when that is committed.</summary>
    public const string Figures = "portal_figures";

    /// <summary>Changes wait to be folded; with a mark of the process that wrote them.</summary>
    public const string Changes = "portal_changes";

    public static Task TellAsync(PortalDb db, string channel, string what, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({channel}, {what})", cancellation);
}
