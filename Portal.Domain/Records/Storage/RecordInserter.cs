using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Records.Storage;

/// <summary>Bulk-inserts records, and returns those that exist already.</summary>
internal static class RecordInserter
{
    /// <summary>Inserts the new records; returns, in order, those whose (source, caseNo) exists already.</summary>
    /// <param name="db">Its open transaction must hold <c>WriteLane.Records</c>, or another process could insert the same records.</param>
    /// <param name="records">All of one stream; no two share their (source, caseNo).</param>
    /// <param name="inserted">
    /// Called with batches of the new records, in order, while later ones are still being written. Calls run on the thread pool, never two
    /// at once, and all have ended when this method returns.
    /// </param>
    /// <param name="cancellation">Stops between two rows.</param>
    public static async Task<List<ServiceRecord>> InsertAsync(
        PortalDb db,
        IReadOnlyList<ServiceRecord> records,
        Action<IReadOnlyList<ServiceRecord>> inserted,
        CancellationToken cancellation
    )
    {
        if (records.Count == 0)
            return [];
        var batches = new BackgroundBatches(inserted);
        try
        {
            return db.Database.GetDbConnection() is NpgsqlConnection npgsql
                ? await PostgresRecords.InsertAsync(npgsql, records, batches.Add, cancellation)
                : SqliteRecords.Insert((SqliteConnection)db.Database.GetDbConnection(), records, batches.Add, cancellation);
        }
        finally
        {
            await batches.CompleteAsync();
        }
    }

    /// <summary>Processes batches one after the other on the thread pool.</summary>
    private sealed class BackgroundBatches(Action<IReadOnlyList<ServiceRecord>> work)
    {
        private Task _last = Task.CompletedTask;

        public void Add(IReadOnlyList<ServiceRecord> records)
        {
            var before = _last;
            _last = Task.Run(async () =>
            {
                await before;
                work(records);
            });
        }

        public Task CompleteAsync() => _last;
    }
}
