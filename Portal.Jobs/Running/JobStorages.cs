using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Portal.Domain.Data;

namespace Portal.Jobs.Running;

/// <summary>Where Hangfire keeps its queue: in memory beside SQLite, in the same PostgreSQL server otherwise.</summary>
/// <remarks>Nothing that matters lives there alone: waiting changes, due records and imports are rows, and are found again without it.</remarks>
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
            // A worker that dies gives its job back; one that works for long keeps it.
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromMinutes(5),
            // Held for milliseconds, by the schedule; what a killed process left behind must not stop the schedule for long.
            DistributedLockTimeout = TimeSpan.FromSeconds(30),
            QueuePollInterval = TimeSpan.FromMilliseconds(200),
            EnableLongPolling = true,
            AllowDegradedModeWithoutStorage = false,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(database.ConnectionString, options), options);
    }
}
