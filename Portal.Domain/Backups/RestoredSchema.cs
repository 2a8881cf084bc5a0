using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Backups;

/// <summary>Checks that this program knows the tables of a backup, and may be started on it with its settings.</summary>
internal static class RestoredSchema
{
    /// <param name="file">The backup, for the message.</param>
    /// <param name="known">The migrations of this program.</param>
    /// <param name="applied">The migrations of the backup. Older ones are accepted: the next start applies the rest.</param>
    /// <exception cref="BackupException">The backup is of a newer version, or no table of the portal is in it.</exception>
    public static void Check(string file, IReadOnlyList<string> known, IReadOnlyCollection<string> applied)
    {
        switch (SchemaVersions.Compare(known, applied))
        {
            case SchemaVersion.None:
                throw new BackupException($"{file} cannot be restored: it is no database of the portal.");
            case SchemaVersion.Newer:
                throw new BackupException(
                    $"{file} cannot be restored: it is of another version of the portal, which this one does not know. Restore it with the "
                        + "version that made it."
                );
            case SchemaVersion.Older or SchemaVersion.Same:
                break;
        }
    }

    /// <exception cref="BackupException">The backup counts days by another time zone than the setting names.</exception>
    public static void CheckZone(string file, DatabaseZone zone, StoredZone stored)
    {
        if (stored.Id is { } id && zone.OtherThan(stored) is { } named)
            throw new BackupException(ZoneRefusals.InBackup(file, id, named));
    }
}
