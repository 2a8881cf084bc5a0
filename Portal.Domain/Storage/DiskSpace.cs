using Portal.Domain.Data;

namespace Portal.Domain.Storage;

/// <summary>The room on the disk of the SQLite file. Of a PostgreSQL server nothing is known here.</summary>
public sealed class DiskSpace(DatabaseOptions options)
{
    /// <summary>With less than this nothing larger than a row fits: the disk counts as full.</summary>
    private const long FullBytes = 1 << 20;

    private const long NearlyFullBytes = 1 << 30;
    private const int NearlyFullShare = 20;

    /// <summary>Bytes that can still be written, and the size of the disk; null when the system does not tell.</summary>
    public (long Free, long Total)? Read()
    {
        if (options.Kind != DatabaseKind.Sqlite)
            return null;
        try
        {
            var disk = new DriveInfo(Path.GetDirectoryName(options.File)!);
            return disk.TotalSize > 0 ? (disk.AvailableFreeSpace, disk.TotalSize) : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Less than 1 MiB is free.</summary>
    public bool IsFull => Read() is { Free: < FullBytes };

    /// <summary>Less than 1 GiB and less than a twentieth of the disk is free.</summary>
    public bool IsNearlyFull => Read() is var (free, total) && free < Math.Min(NearlyFullBytes, total / NearlyFullShare);
}
