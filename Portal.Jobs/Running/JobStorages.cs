using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Portal.Domain.Data;

namespace Portal.Jobs.Running;

/// <summary>Creates Hangfire's storage: in memory beside SQLite, in the same PostgreSQL server otherwise.</summary>
/// <remarks>No work exists there alone: waiting deltas, overdue records and imports are rows, and are found again without it.</remarks>
internal static class JobStorages
{
    public static JobStorage Create(DatabaseOptions database)
    {
        if (database.Kind == DatabaseKind.Sqlite)
        {
            return new InMemoryStorage(
                new InMemoryStorageOptions { MaxExpirationTime = JobFilters.FinishedKept, MaxStateHistoryLength = 10 }
            );
        }
        var options = new PostgreSqlStorageOptions
        {
            // A job of a worker that dies becomes visible again; a job that runs for long keeps its lock.
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromMinutes(5),
            // The schedule holds it for milliseconds; the lock of a killed process must not stop the schedule for long.
            DistributedLockTimeout = TimeSpan.FromSeconds(30),
            QueuePollInterval = TimeSpan.FromMilliseconds(200),
            EnableLongPolling = true,
            AllowDegradedModeWithoutStorage = false,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(database.ConnectionString, options), options);
    }
}
