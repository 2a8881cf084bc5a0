namespace Portal.Domain.Data.Faults;

/// <summary>Why the portal does not write. Pages go on showing what can be read.</summary>
public enum StorageFault
{
    /// <summary>The database has tables of a later version of the portal.</summary>
    NewerSchema,

    /// <summary>The database counts days by another time zone than this process, or is just changed to another one.</summary>
    OtherTimeZone,

    /// <summary>Pages of the database are damaged. Ends only with a restart on a database that is whole.</summary>
    Damaged,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The database, or the disk it is on, is read-only.</summary>
    NotWritable,

    /// <summary>The database file is gone, or the server does not answer.</summary>
    Unreachable,

    /// <summary>The disk or the server reports another failure.</summary>
    Failing,
}
