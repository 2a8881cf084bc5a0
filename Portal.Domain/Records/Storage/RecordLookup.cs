using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Records.Storage;

/// <summary>Finds the stored records for incoming records with the same source and case number.</summary>
internal static class RecordLookup
{
    private const int KeysPerQuery = 500;

    /// <summary>The stored records, untracked, by source and case number; without those that do not exist.</summary>
    public static async Task<Dictionary<(int SourceId, string CaseNo), ServiceRecord>> StoredAsync(
        PortalDb db,
        RecordStream stream,
        IReadOnlyCollection<ServiceRecord> incoming,
        CancellationToken cancellation
    )
    {
        var stored = new Dictionary<(int, string), ServiceRecord>(incoming.Count);
        var queries =
            db.Database.GetDbConnection() is NpgsqlConnection ? [OnPostgres(db, stream, incoming)] : OnSqlite(db, stream, incoming);
        foreach (var query in queries)
        {
            // Untracked, because most repeated records are unchanged.
            await foreach (var record in query.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
                stored[(record.SourceId, record.CaseNo)] = record;
        }
        return stored;
    }

    private static IQueryable<ServiceRecord> OnPostgres(PortalDb db, RecordStream stream, IReadOnlyCollection<ServiceRecord> incoming) =>
        db.Records.FromSql(
            FormattableStringFactory.Create(
                $"SELECT r.* FROM {PostgresRecords.StoredByKey}",
                incoming.Select(r => r.SourceId).ToArray(),
                incoming.Select(r => r.CaseNo).ToArray(),
                (short)stream
            )
        );

    private static IEnumerable<IQueryable<ServiceRecord>> OnSqlite(
        PortalDb db,
        RecordStream stream,
        IReadOnlyCollection<ServiceRecord> incoming
    ) =>
        from source in incoming.GroupBy(r => r.SourceId)
        from numbers in source.Select(r => r.CaseNo).Distinct().Chunk(KeysPerQuery)
        select db.Records.Where(r =>
            r.SourceId == source.Key
            && numbers.Contains(r.CaseNo)
            && EF.Property<RecordStream>(r, ServiceRecordConfiguration.Stream) == stream
        );
}
