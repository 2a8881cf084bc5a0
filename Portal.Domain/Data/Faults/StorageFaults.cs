using System.Globalization;
using System.Net.Sockets;
using System.Resources;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Portal.Domain.Data.Faults;

/// <summary>Finds the storage fault behind an exception, and says it in words.</summary>
public static class StorageFaults
{
    // .NET gives the errors of the system as they are.
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    private static readonly ResourceManager s_texts = new(typeof(StorageFaults));

    /// <summary>When to try again: long enough for the next look at the storage.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>The fault that an exception, or one inside it, reports; null when it is no fault of the storage.</summary>
    public static StorageFault? Of(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (OfOne(inner) is { } fault)
                return fault;
        }
        return null;
    }

    /// <summary>
    /// Whether nothing may even be tried, because a write could do harm. In all other cases the storage itself decides, write by write.
    /// </summary>
    public static bool ForbidsWriting(this StorageFault fault) =>
        fault is StorageFault.NewerSchema or StorageFault.OtherTimeZone or StorageFault.Damaged;

    /// <summary>Stable, such as <c>storage.diskFull</c>: callers of the API depend on it.</summary>
    public static string Code(this StorageFault fault) =>
        fault switch
        {
            StorageFault.NewerSchema => "storage.newerSchema",
            StorageFault.OtherTimeZone => "storage.otherTimeZone",
            StorageFault.Damaged => "storage.damaged",
            StorageFault.DiskFull => "storage.diskFull",
            StorageFault.NotWritable => "storage.notWritable",
            StorageFault.Unreachable => "storage.unreachable",
            StorageFault.Failing => "storage.failing",
        };

    /// <summary>
    /// Why nothing can be saved, and that nothing has to be done by the reader; in English where the language has no text.
    /// </summary>
    public static string Text(this StorageFault fault, CultureInfo culture) =>
        s_texts.GetString(fault.Code(), culture) ?? throw new InvalidOperationException($"The fault {fault.Code()} has no text.");

    private static StorageFault? OfOne(Exception exception) =>
        exception switch
        {
            StorageUnavailableException unavailable => unavailable.Fault,
            SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
            PostgresException postgres => OfPostgres(postgres.SqlState),
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => StorageFault.Unreachable,
            IOException file => OfSystem(file.HResult),
            _ => null,
        };

    private static StorageFault? OfSqlite(int code) =>
        code switch
        {
            raw.SQLITE_FULL => StorageFault.DiskFull,
            raw.SQLITE_READONLY => StorageFault.NotWritable,
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StorageFault.Damaged,
            raw.SQLITE_CANTOPEN => StorageFault.Unreachable,
            raw.SQLITE_IOERR or raw.SQLITE_PERM => StorageFault.Failing,
            // Also SQLITE_BUSY: another writer is slow, and the storage is sound.
            _ => null,
        };

    private static StorageFault? OfPostgres(string state) =>
        state switch
        {
            "53100" => StorageFault.DiskFull,
            "25006" => StorageFault.NotWritable,
            "XX001" or "XX002" => StorageFault.Damaged,
            "53200" or "58030" => StorageFault.Failing,
            // Too many connections, or the server is stopping, starting, or was killed.
            "53300" or "57P01" or "57P02" or "57P03" or "57P05" => StorageFault.Unreachable,
            _ when state.StartsWith("08", StringComparison.Ordinal) => StorageFault.Unreachable,
            _ => null,
        };

    private static StorageFault? OfSystem(int error) =>
        error switch
        {
            NoSpaceLeft or QuotaExceeded => StorageFault.DiskFull,
            ReadOnlyFileSystem => StorageFault.NotWritable,
            _ => null,
        };
}
