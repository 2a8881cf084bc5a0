using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Records.Changes;

/// <summary>Follows new records in portions, for features to which imports write nothing.</summary>
internal static class NewRecords
{
    /// <summary>The id of the last record of the next portion; null when no record is left.</summary>
    /// <remarks>Ids rise in the order of commits, because writers of records take turns: none is passed over.</remarks>
    /// <param name="db">The database.</param>
    /// <param name="after">The id of the last record that was followed; 0 for none.</param>
    /// <param name="most">The most records of a portion.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static Task<long?> LastOfNextAsync(PortalDb db, long after, int most, CancellationToken cancellation) =>
        db
            .Records.Where(r => r.Id > after)
            .OrderBy(r => r.Id)
            .Select(r => r.Id)
            .Take(most)
            .OrderByDescending(id => id)
            .Select(id => (long?)id)
            .FirstOrDefaultAsync(cancellation);
}
