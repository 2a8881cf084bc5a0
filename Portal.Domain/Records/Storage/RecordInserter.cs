using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Records.Storage;

/// <summary>Inserts many new records fast, and tells which of them were there already.</summary>
internal static class RecordInserter
{
    /// <summary>Inserts what is new; in order, returns those whose (source, caseNo) is taken.</summary>
    /// <param name="db">Has the open transaction of the lane of records, without which somebody else might insert the same.</param>
    /// <param name="records">Of one stream; no two share their (source, caseNo).</param>
    /// <param name="inserted">Told of the new ones, in order and some at a time, while others are still being written: by one thread after another, and by none any more when this returns.</param>
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
        var beside = new Beside(inserted);
        try
        {
            return db.Database.GetDbConnection() is NpgsqlConnection npgsql
                ? await PostgresRecords.InsertAsync(npgsql, records, beside.Tell, cancellation)
                : SqliteRecords.Insert((SqliteConnection)db.Database.GetDbConnection(), records, beside.Tell, cancellation);
        }
        finally
        {
            await beside.EndAsync();
        }
    }

    /// <summary>Does one piece of work after the other beside the one who hands it out.</summary>
    private sealed class Beside(Action<IReadOnlyList<ServiceRecord>> work)
    {
        private Task _last = Task.CompletedTask;

        public void Tell(IReadOnlyList<ServiceRecord> records)
        {
            var before = _last;
            _last = Task.Run(async () =>
            {
                await before;
                work(records);
            });
        }

        public Task EndAsync() => _last;
    }
}
