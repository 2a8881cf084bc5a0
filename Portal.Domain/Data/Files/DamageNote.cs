namespace Portal.Domain.Data.Files;

/// <summary>A file beside a damaged database, so that damage found while it was in use is not forgotten by a restart.</summary>
internal static class DamageNote
{
    /// <summary>Writes down that the database is damaged. A disk that takes no file is no reason to fail.</summary>
    public static void Write(string database, string damage)
    {
        try
        {
            DurableFile.Write(Path(database), damage);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // The next start checks all pages again in any case.
        }
    }

    /// <summary>Checks all pages of a database that was found damaged; forgets the damage when there is none any more.</summary>
    /// <returns>The damage in words; null when the database is whole, or was never found damaged.</returns>
    public static string? Confirm(string database)
    {
        if (!File.Exists(Path(database)))
            return null;
        if (SqliteCopy.Damage(database) is { } damage)
            return damage;
        Forget(database);
        return null;
    }

    /// <summary>Forgets damage, since another database took the place of the damaged one.</summary>
    public static void Forget(string database) => File.Delete(Path(database));

    private static string Path(string database) => database + ".damaged";
}
