namespace Portal.Domain.Data.Files;

/// <summary>The steps of a restore, in their order. After each of them the next start finds the old or the new database, whole.</summary>
public enum ReplacementStep
{
    /// <summary>The backup was copied beside the database.</summary>
    Copied,

    /// <summary>The copy is intact, of this version or an older one, and of this installation or wanted all the same.</summary>
    Checked,

    /// <summary>Keys and security stamps in the copy are new, and the copy is on the disk.</summary>
    Renewed,

    /// <summary>The marker is on the disk: from here on the next start finishes the restore.</summary>
    Marked,

    /// <summary>The old database has its kept name.</summary>
    DatabaseKept,

    /// <summary>The log of the old database has its kept name, if there was one.</summary>
    LogKept,

    /// <summary>All files of the old database have their kept names.</summary>
    OriginalKept,

    /// <summary>The copy is the database.</summary>
    Replaced,

    /// <summary>The marker is removed.</summary>
    Ended,
}
