using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Storage;

/// <summary>Finds out whether the storage can be read and written now.</summary>
internal sealed class StorageProbe(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    DatabaseZone zone,
    DiskSpace disk,
    StorageState state
)
{
    /// <returns>The fault with what the database or the system said; null when there is none.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Any failure of the look is a fault.")]
    public async Task<(StorageFault Fault, string Detail)?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            if (options.Kind == DatabaseKind.Sqlite && FindInFile() is { } found)
                return found;
            await using var db = await databases.CreateDbContextAsync(cancellation);
            if (await SchemaVersions.OfAsync(db, cancellation) == SchemaVersion.Newer)
                return (StorageFault.NewerSchema, "The database has tables of another version.");
            if (!zone.AllowsWriting(await StoredZone.ReadAsync(db, cancellation)))
                return (StorageFault.OtherTimeZone, "The database counts days by another time zone than this process.");
            if (options.Kind == DatabaseKind.Postgres && await IsReadOnlyAsync(db, cancellation))
                return (StorageFault.NotWritable, "The server takes no writes.");
            // A real write only where one failed: else the records of others show that writing works.
            if (state.Fault is { } fault && !fault.ForbidsWriting())
                await WriteAsync(db, cancellation);
            return null;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return (StorageFaults.Of(failure) ?? StorageFault.Failing, failure.Message);
        }
    }

    // SQLite's own files must not be opened here: closing one would end the locks that SQLite holds in this process.
    private (StorageFault Fault, string Detail)? FindInFile()
    {
        var file = options.File;
        if (!File.Exists(file))
            return (StorageFault.Unreachable, $"{file} is gone.");
        if (disk.IsFull)
            return (StorageFault.DiskFull, $"The disk of {file} is full.");
        if (!Native.IsWritable(file) || !Native.IsWritable(Path.GetDirectoryName(file)!))
            return (StorageFault.NotWritable, $"{file} or its folder is read-only.");
        return null;
    }

    private static async Task<bool> IsReadOnlyAsync(PortalDb db, CancellationToken cancellation) =>
        await db.Database.SqlQuery<string>($"SELECT current_setting('transaction_read_only') AS \"Value\"").SingleAsync(cancellation)
        == "on";

    private static async Task WriteAsync(PortalDb db, CancellationToken cancellation)
    {
        // SQLite opens a file that is not writable for reading alone; connections of that time would stay so.
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
            SqliteConnection.ClearPool(sqlite);
        await db.Database.ExecuteSqlAsync($"""UPDATE "Installation" SET "Identity" = "Identity" """, cancellation);
    }

    private static class Native
    {
        private const int MayWrite = 2;

        /// <summary>Whether this process may write the file or folder: its mode, and that of its disk.</summary>
        public static bool IsWritable(string path) => OperatingSystem.IsWindows() || access(path, MayWrite) == 0;

#pragma warning disable SYSLIB1054, CA5392, CA2101 // The name is that of the C library; the path is marshalled as UTF-8.
        [DllImport("libc", SetLastError = true)]
        private static extern int access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
#pragma warning restore SYSLIB1054, CA5392, CA2101
    }
}
