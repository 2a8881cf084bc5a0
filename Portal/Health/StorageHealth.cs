using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Data.Faults;
using Portal.Domain.Storage;

namespace Portal.Health;

/// <summary>
/// Checks that the storage can be written to and has room. While only writing fails, pages are shown, so that the process stays in service.
/// </summary>
internal sealed class StorageHealth(StorageState storage, DiskSpace disk) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(storage.Fault is { } fault ? Of(fault) : OfDisk());

    private HealthCheckResult OfDisk() =>
        disk.IsNearlyFull && disk.Read() is var (free, total)
            ? HealthCheckResult.Degraded(
                string.Create(CultureInfo.InvariantCulture, $"The disk is nearly full: {free >> 20} MiB of {total >> 20} are free.")
            )
            : HealthCheckResult.Healthy();

    private static HealthCheckResult Of(StorageFault fault) =>
        fault switch
        {
            StorageFault.DiskFull => HealthCheckResult.Degraded("The disk is full: nothing is written."),
            StorageFault.NotWritable => HealthCheckResult.Degraded("The database is not writable: nothing is written."),
            StorageFault.Damaged => HealthCheckResult.Degraded(
                "The check of the database failed: it is damaged, and nothing is written. Restore a backup."
            ),
            StorageFault.Failing => HealthCheckResult.Degraded("The storage reports failures; the log has them."),
            StorageFault.NewerSchema => HealthCheckResult.Unhealthy(
                "The database is of another version of the portal: nothing is written."
            ),
            StorageFault.OtherTimeZone => HealthCheckResult.Unhealthy(
                "The database counts days by another time zone than this process: nothing is written. Start the process anew."
            ),
            StorageFault.Unreachable => HealthCheckResult.Unhealthy("The database cannot be reached."),
        };
}
