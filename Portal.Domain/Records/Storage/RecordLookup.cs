using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Records.Storage;

/// <summary>Finds what is stored of records that are told again.</summary>
internal static class RecordLookup
{
    private const int KeysPerQuery = 500;

    /// <summary>The stored records, untracked, by source and case number; those that are not stored are left out.</summary>
    public static async Task<Dictionary<(int SourceId, string CaseNo), ServiceRecord>> StoredAsync(
        PortalDb db,
        RecordStream stream,
        IReadOnlyCollection<ServiceRecord> told,
        CancellationToken cancellation
    )
    {
        var stored = new Dictionary<(int, string), ServiceRecord>(told.Count);
        var queries = db.Database.GetDbConnection() is NpgsqlConnection ? [OnPostgres(db, stream, told)] : OnSqlite(db, stream, told);
        foreach (var query in queries)
        {
            // Most of what comes again says nothing new, and need not be tracked.
            await foreach (var record in query.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
                stored[(record.SourceId, record.CaseNo)] = record;
        }
        return stored;
    }

    private static IQueryable<ServiceRecord> OnPostgres(PortalDb db, RecordStream stream, IReadOnlyCollection<ServiceRecord> told) =>
        db.Records.FromSql(
            FormattableStringFactory.Create(
                $"SELECT r.* FROM {PostgresRecords.StoredByKey}",
                told.Select(r => r.SourceId).ToArray(),
                told.Select(r => r.CaseNo).ToArray(),
                (short)stream
            )
        );

    private static IEnumerable<IQueryable<ServiceRecord>> OnSqlite(
        PortalDb db,
        RecordStream stream,
        IReadOnlyCollection<ServiceRecord> told
    ) =>
        from source in told.GroupBy(r => r.SourceId)
        from numbers in source.Select(r => r.CaseNo).Distinct().Chunk(KeysPerQuery)
        select db.Records.Where(r =>
            r.SourceId == source.Key
            && numbers.Contains(r.CaseNo)
            && EF.Property<RecordStream>(r, ServiceRecordConfiguration.Stream) == stream
        );
}
